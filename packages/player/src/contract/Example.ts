import type { OpenApi } from "@effect/platform"

/** Puts an example of a request's body into its description; for `annotate(OpenApi.Transform, …)` of an endpoint. */
export const bodyExample =
  (example: unknown) =>
  (operation: Record<string, unknown>): Record<string, unknown> => {
    const { requestBody } = operation as Pick<OpenApi.OpenAPISpecOperation, "requestBody">
    const content = Object.entries(requestBody?.content ?? {}).map(([type, media]) => [type, { ...media, example }])
    return { ...operation, requestBody: { ...requestBody, content: Object.fromEntries(content) } }
  }
