import type { ServiceName } from "@croupier/core/auth/Principal"
import { ServiceToken } from "@croupier/core/auth/ServiceToken"
import { refuseInTransaction } from "@croupier/core/postgres/BrandTransaction"
import { HttpApiClient, HttpClient, HttpClientRequest } from "@effect/platform"
import { Effect, Layer } from "effect"
import { PlayerServiceApi } from "./contract/PlayerServiceApi.js"
import { Players } from "./contract/Players.js"
import { PlayersUnavailable } from "./contract/Problems.js"

/** Where the player service is: its name, which the service token bears, and its address, such as `http://player_service:8010`. */
export interface PlayersHttpOptions {
  readonly service: ServiceName
  readonly url: string
}

/** Players in another process. What gets no answer within 10 seconds is `PlayersUnavailable`, and may have been done. */
export const layerHttp = (
  options: PlayersHttpOptions
): Layer.Layer<Players, never, HttpClient.HttpClient | ServiceToken> =>
  Layer.effect(
    Players,
    Effect.gen(function* () {
      const tokens = yield* ServiceToken
      const client = yield* HttpApiClient.make(PlayerServiceApi, {
        baseUrl: options.url,
        transformClient: HttpClient.mapRequestEffect((request) =>
          Effect.map(tokens.to(options.service), (token) => HttpClientRequest.bearerToken(request, token))
        )
      })
      const { playerCall, playerInternal } = client
      const call = <A, E>(effect: Effect.Effect<A, E>) =>
        effect.pipe(Effect.timeout("10 seconds"), onlyExpected, refuseInTransaction("Players"))
      return {
        register: (payload) => call(playerCall.register({ payload })),
        login: (payload) => call(playerCall.login({ payload })),
        refresh: (payload) => call(playerCall.refresh({ payload })),
        logout: (payload) => call(playerCall.logout({ payload })),
        changePassword: (payload) => call(playerCall.changePassword({ payload })),
        me: (payload) => call(playerCall.me({ payload })),
        sessions: (payload) => call(playerCall.sessions({ payload })),
        setStatus: ({ actor, brand, player, reason, status }) =>
          call(playerInternal.setStatus({ path: { id: player }, payload: { brand, status, reason, actor } })),
        limits: (payload) => call(playerCall.limits({ payload })),
        changeLimits: (payload) => call(playerCall.changeLimits({ payload })),
        exclude: (payload) => call(playerCall.exclude({ payload })),
        exclusions: (payload) => call(playerCall.exclusions({ payload })),
        endExclusion: ({ actor, brand, exclusion, player }) =>
          call(playerInternal.endExclusion({ path: { id: player }, payload: { brand, exclusion, actor } })),
        verifyMark: ({ actor, brand, mark, method, player }) =>
          call(playerInternal.verifyMark({ path: { id: player }, payload: { brand, mark, method, actor } })),
        reviews: ({ brand }) =>
          Effect.map(call(playerInternal.reviews({ urlParams: { brand } })), ({ items }) => items),
        decideReview: ({ actor, brand, decision, player, review }) =>
          call(playerInternal.decideReview({ path: { id: player, review }, payload: { brand, decision, actor } })),
        bankAccounts: (payload) => call(playerCall.bankAccounts({ payload })),
        addBankAccount: (payload) => call(playerCall.addBankAccount({ payload })),
        removeBankAccount: (payload) => call(playerCall.removeBankAccount({ payload })),
        payoutAccount: (payload) => call(playerCall.payoutAccount({ payload })),
        checkName: (payload) => call(playerCall.checkName({ payload })),
        keepDepositor: (payload) => call(playerCall.keepDepositor({ payload })),
        depositor: (payload) => call(playerCall.depositor({ payload })),
        forget: ({ actor, brand, player }) =>
          call(playerInternal.forget({ path: { id: player }, payload: { brand, actor } }))
      }
    })
  )

/** What lies between two processes of ours and is no answer of the service. */
type Between =
  | "HttpApiDecodeError"
  | "ParseError"
  | "RequestError"
  | "ResponseError"
  | "TimeoutException"
  | "Unauthenticated"

/** A service that is away is expected; one that does not know us, or does not take what we send, is a defect. */
const onlyExpected = <A, E, R>(
  effect: Effect.Effect<A, E, R>
): Effect.Effect<A, Exclude<E, { readonly _tag: Between }> | PlayersUnavailable, R> =>
  Effect.catchAll(
    effect,
    (error): Effect.Effect<never, Exclude<E, { readonly _tag: Between }> | PlayersUnavailable> => {
      switch (tagOf(error)) {
        case "ParseError":
        case "RequestError":
        case "ResponseError":
        case "TimeoutException":
          return Effect.zipRight(
            // Not the error itself: it holds the request, and with it a password or a person.
            Effect.logWarning(`the player service gives no answer that can be read: ${tagOf(error)}`),
            new PlayersUnavailable({ outcome: "unknown" })
          )
        case "HttpApiDecodeError":
        case "Unauthenticated":
          return Effect.die(error)
        default:
          return Effect.fail(error as Exclude<E, { readonly _tag: Between }>)
      }
    }
  )

const tagOf = (error: unknown): unknown =>
  typeof error === "object" && error !== null && "_tag" in error ? error._tag : undefined
