import type { HttpServerResponse } from "@effect/platform"
import type { Effect } from "effect"

/** The headers of a request, their names in lower case. */
export type RequestHeaders = Readonly<Record<string, string | ReadonlyArray<string> | undefined>>

/** The answer to GET of a page, given the headers of the request. */
export type PageRoute = (headers: RequestHeaders) => Effect.Effect<HttpServerResponse.HttpServerResponse>
