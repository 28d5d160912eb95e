import {
  CurrentPlayer,
  CurrentVisitor,
  type PlayerAuthentication,
  type ServiceAuthentication,
  type VisitorIdentification
} from "@croupier/core/auth/Authentication"
import { SigningKeys } from "@croupier/core/auth/SigningKeys"
import { handlers } from "@croupier/core/domain/ServiceCallsServer"
import { HttpApiBuilder, type HttpApiGroup, HttpServerRequest } from "@effect/platform"
import { Effect, Layer } from "effect"
import type { Client } from "../contract/Client.js"
import { PlayerServiceApi } from "../contract/PlayerServiceApi.js"
import { Players } from "../contract/Players.js"
import type { SessionId } from "../contract/Session.js"

/** Calls that change the gate and must not stop half way because a client disconnects. */
const whole = { uninterruptible: true }

const visitors = HttpApiBuilder.group(PlayerServiceApi, "playerVisitor", (handlers) =>
  Effect.map(Players, (players) =>
    handlers
      .handle("register", ({ payload }) => Effect.flatMap(visitor, (from) => players.register({ ...payload, ...from })))
      .handle("login", ({ payload }) => Effect.flatMap(visitor, (from) => players.login({ ...payload, ...from })))
      .handle("refresh", ({ payload }) => Effect.flatMap(visitor, (from) => players.refresh({ ...payload, ...from })))
  )
)

const self = HttpApiBuilder.group(PlayerServiceApi, "playerSelf", (handlers) =>
  Effect.map(Players, (players) =>
    handlers
      .handle("logout", () => Effect.flatMap(CurrentPlayer, (player) => players.logout(signedIn(player))))
      .handle("password", ({ payload }) =>
        Effect.flatMap(CurrentPlayer, (player) => players.changePassword({ ...signedIn(player), ...payload }))
      )
      .handle("me", () => Effect.flatMap(CurrentPlayer, players.me))
      .handle("sessions", () => Effect.flatMap(CurrentPlayer, (player) => items(players.sessions(signedIn(player)))))
      .handle("limits", () => Effect.flatMap(CurrentPlayer, players.limits))
      .handle(
        "changeLimits",
        ({ payload }) => Effect.flatMap(CurrentPlayer, (player) => players.changeLimits({ ...player, ...payload })),
        whole
      )
      .handle(
        "selfExclusion",
        ({ payload }) => Effect.flatMap(CurrentPlayer, (player) => players.exclude({ ...player, ...payload })),
        whole
      )
      .handle("bankAccounts", () => Effect.flatMap(CurrentPlayer, (player) => items(players.bankAccounts(player))))
      .handle("addBankAccount", ({ payload }) =>
        Effect.flatMap(CurrentPlayer, (player) => players.addBankAccount({ ...player, ...payload }))
      )
      .handle("removeBankAccount", ({ path }) =>
        Effect.flatMap(CurrentPlayer, (player) => players.removeBankAccount({ ...player, account: path.id }))
      )
  )
)

const services = HttpApiBuilder.group(PlayerServiceApi, "playerInternal", (handlers) =>
  Effect.gen(function* () {
    const players = yield* Players
    const keys = yield* SigningKeys
    return handlers
      .handle("jwks", () => keys.published)
      .handle("setStatus", ({ path, payload }) => players.setStatus({ ...payload, player: path.id }), whole)
      .handle("endExclusion", ({ path, payload }) => players.endExclusion({ ...payload, player: path.id }), whole)
      .handle("verifyMark", ({ path, payload }) => players.verifyMark({ ...payload, player: path.id }), whole)
      .handle("reviews", ({ urlParams }) => items(players.reviews(urlParams)))
      .handle(
        "decideReview",
        ({ path, payload }) => players.decideReview({ ...payload, player: path.id, review: path.review }),
        whole
      )
      .handle("forget", ({ path, payload }) => players.forget({ ...payload, player: path.id }), whole)
  })
)

const calls = handlers(PlayerServiceApi, "playerCall", Players, [
  "changeLimits",
  "exclude",
  "setStatus",
  "endExclusion",
  "verifyMark",
  "decideReview",
  "forget"
])

/** All routes of the player service. */
export const layer: Layer.Layer<
  HttpApiGroup.ApiGroup<"player_service", "playerVisitor" | "playerSelf" | "playerInternal" | "playerCall">,
  never,
  Players | SigningKeys | PlayerAuthentication | ServiceAuthentication | VisitorIdentification
> = Layer.mergeAll(visitors, self, services, calls)

/** The brand of the site, and the client as the gateway saw it. */
const visitor = Effect.gen(function* () {
  const { address, brand } = yield* CurrentVisitor
  const { headers } = yield* HttpServerRequest.HttpServerRequest
  return { brand, client: { address, device: headers["user-agent"] ?? null } satisfies Client }
})

const signedIn = ({ brand, player, session }: CurrentPlayer["Type"]) => ({
  brand,
  player,
  session: session as SessionId
})

const items = <A, E>(list: Effect.Effect<ReadonlyArray<A>, E>) => Effect.map(list, (items) => ({ items }))
