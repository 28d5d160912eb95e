import createFetchClient, { type Client as FetchClient } from "openapi-fetch"
import { asProblem } from "./Problem.js"
import type { paths } from "./schema.js"

/** The API at a brand's address, with the caller's token. */
export interface ClientOptions {
  /** The gateway's origin for a brand, such as `https://play.example`. */
  readonly baseUrl: string
  /** The access token, or what gives the current one before each request; without one, requests are a visitor's. */
  readonly token?: string | (() => string | undefined | Promise<string | undefined>)
  /** In place of the global `fetch`. */
  readonly fetch?: (request: Request) => Promise<Response>
}

/** openapi-fetch's client for the paths of the API. */
export type Client = FetchClient<paths>

/**
 * A typed client: each call resolves to `{ data }` or `{ error }`, where `error` is always a problem. It rejects only where there was
 * no answer. A request with an unknown outcome is sent again with the same idempotency key.
 *
 * @example
 * const client = createClient({ baseUrl: "https://play.example", token: () => session.accessToken })
 * const { data, error } = await client.GET("/api/wallet/balance")
 */
export const createClient = ({ baseUrl, fetch, token }: ClientOptions): Client => {
  const client = createFetchClient<paths>({ baseUrl, ...(fetch === undefined ? {} : { fetch }) })
  client.use({
    onRequest: async ({ request }) => {
      const current = typeof token === "function" ? await token() : token
      if (current !== undefined && !request.headers.has("authorization"))
        request.headers.set("authorization", `Bearer ${current}`)
      return request
    },
    onResponse: ({ response }) => asProblem(response)
  })
  return client
}
