import { OpenApi } from "@effect/platform"
import type { Context } from "effect"

/** The documentation of a route in addition to its schemas: a summary, a description where needed, and examples. */
export interface Description {
  readonly summary: string
  readonly description?: string
  /** An example of the request's body. */
  readonly request?: unknown
  /** An example of the answer's body. */
  readonly response?: unknown
}

/** Annotations of an endpoint for the API's document: summary, description, and examples. */
export const described = ({ description, request, response, summary }: Description): Context.Context<never> =>
  OpenApi.annotations({
    summary,
    ...(description === undefined ? {} : { description }),
    transform: (operation) => {
      const { requestBody, responses } = operation as Operation
      if (request !== undefined) show(requestBody, request)
      for (const [status, answer] of Object.entries(responses)) {
        if (status.startsWith("2") && response !== undefined) show(answer, response)
      }
      return operation
    }
  })

interface Body {
  readonly content?: Record<string, { example?: unknown }>
}

interface Operation {
  readonly requestBody?: Body
  readonly responses: Record<string, Body>
}

const show = (body: Body | undefined, example: unknown): void => {
  const json = body?.content?.["application/json"]
  if (json !== undefined) json.example = example
}
