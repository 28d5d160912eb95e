import { HttpApi, HttpApiClient, type HttpApiGroup, HttpClient, HttpClientRequest } from "@effect/platform"
import { Effect, Predicate } from "effect"
import type { ServiceName } from "../auth/Principal.js"
import { ServiceToken } from "../auth/ServiceToken.js"
import { outsideTransactions } from "../postgres/outsideTransactions.js"
import type { Between, Methods } from "./ServiceCalls.js"

/** Where another process serves a domain's methods, and the domain's own error for a call without a readable answer. */
export interface ClientOptions<Unavailable> {
  readonly service: ServiceName
  /** Such as `http://player_service:8010`. */
  readonly url: string
  /** What the service is called in errors, such as `Players`. */
  readonly name: string
  readonly unavailable: () => Unavailable
}

/**
 * The methods over HTTP, under a service token. A call that gets no readable answer within 10 seconds fails as `unavailable`
 * and may have been done; a service that refuses our token or request format is a defect.
 */
export const client = <Group extends HttpApiGroup.HttpApiGroup.Any, Unavailable>(
  declared: Group,
  { name, service, unavailable, url }: ClientOptions<Unavailable>
): Effect.Effect<Methods<Group>, never, HttpClient.HttpClient | ServiceToken> =>
  Effect.gen(function* () {
    const tokens = yield* ServiceToken
    const httpClient = yield* HttpClient.HttpClient
    const authorized = HttpClient.mapRequestEffect(httpClient, (request) =>
      Effect.map(tokens.to(service), (token) => HttpClientRequest.bearerToken(request, token))
    )
    const group = (declared as unknown as HttpApiGroup.HttpApiGroup.AnyWithProps).identifier
    const api = HttpApi.make("calls").add(declared as never)
    const methods: Record<string, Call> = yield* HttpApiClient.group(api as never, {
      group: group as never,
      httpClient: authorized,
      baseUrl: url
    }) as Effect.Effect<Record<string, Call>>
    const called = Object.entries(methods).map(([each, call]) => [
      each,
      (payload: unknown) => expected(Effect.timeout(call({ payload }), "10 seconds"), name, unavailable)
    ])
    return outsideTransactions(name, Object.fromEntries(called))
  })

type Call = (request: { readonly payload: unknown }) => Effect.Effect<unknown, unknown>

const expected = <A, U>(
  call: Effect.Effect<A, unknown>,
  name: string,
  unavailable: () => U
): Effect.Effect<A, unknown> =>
  Effect.catchAll(call, (error) => {
    const tag = Predicate.hasProperty(error, "_tag") ? (error._tag as Between) : undefined
    switch (tag) {
      case "ParseError":
      case "RequestError":
      case "ResponseError":
      case "TimeoutException":
        // Not the error itself: it holds the request, and with it a password or a person.
        return Effect.zipRight(
          Effect.logWarning(`${name}: invalid response from the service: ${tag}`),
          Effect.failSync(unavailable)
        )
      case "HttpApiDecodeError":
      case "Unauthenticated":
        return Effect.die(error)
      default:
        return Effect.fail(error)
    }
  })
