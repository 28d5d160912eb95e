import { HttpRouter, HttpServerRequest } from "@effect/platform"
import { Effect, Layer, Option } from "effect"
import { BrandDirectory } from "../brands/BrandDirectory.js"
import type { TokenRefused } from "../internal/auth/Jwt.js"
import {
  AgentAuthentication,
  AuthenticationUnavailable,
  BrandMismatch,
  PlayerAuthentication,
  ServiceAuthentication,
  SessionRestricted,
  Unauthenticated,
  UnknownHost,
  VisitorIdentification
} from "./Authentication.js"
import { bearerOf } from "./Bearer.js"
import * as CallerPass from "./CallerPass.js"
import type { KeysUnavailable } from "./JwksSource.js"
import { KeysUnavailableLog } from "./KeysUnavailableLog.js"
import type { AgentPrincipal, PlayerPrincipal, UserPrincipal } from "./Principal.js"
import { ServiceToken } from "./ServiceToken.js"
import { TokenVerifier, type VerifiedToken } from "./TokenVerifier.js"

/**
 * Takes the gateway's pass; without one, verifies the bearer itself and holds its brand against the request's own host, so
 * that a service works without a gateway. Restricted sessions pass on these routes only, each as `<method> <path>`.
 */
export const layerPlayerFor = (
  restrictedRoutes: ReadonlyArray<string>
): Layer.Layer<PlayerAuthentication, never, CallerPass.CallerPass | TokenVerifier | BrandDirectory> =>
  Layer.effect(
    PlayerAuthentication,
    Effect.map(
      userOf(
        (verifier, bearer) => verifier.verify("player", bearer),
        (principal) => principal._tag === "player"
      ),
      ({ caller }) => {
        const allowed = new Set(restrictedRoutes)
        return {
          bearer: () =>
            Effect.flatMap(caller, (principal) =>
              principal.restricted ? onlyOn(allowed, principal) : Effect.succeed(principal)
            )
        }
      }
    )
  )

/** The same, without a route for restricted sessions. */
export const layerPlayer: ReturnType<typeof layerPlayerFor> = layerPlayerFor([])

/** The same for agents. */
export const layerAgent: Layer.Layer<
  AgentAuthentication,
  never,
  CallerPass.CallerPass | TokenVerifier | BrandDirectory
> = Layer.effect(
  AgentAuthentication,
  Effect.map(
    userOf(
      (verifier, bearer) => verifier.verify("agent", bearer),
      (principal) => principal._tag === "agent"
    ),
    ({ caller }) => ({ bearer: () => caller })
  )
)

const onlyOn = (allowed: ReadonlySet<string>, principal: PlayerPrincipal) =>
  Effect.flatMap(HttpRouter.RouteContext, ({ route }) =>
    allowed.has(`${route.method} ${route.path}`) ? Effect.succeed(principal) : new SessionRestricted()
  )

/** The same for public routes: the pass says the brand and, in front of it, the gateway who the client is; else the request does. */
export const layerVisitor: Layer.Layer<VisitorIdentification, never, CallerPass.CallerPass | BrandDirectory> =
  Layer.effect(
    VisitorIdentification,
    Effect.map(Effect.all([CallerPass.CallerPass, BrandDirectory]), ([passes, directory]) =>
      Effect.gen(function* () {
        const { headers, remoteAddress } = yield* HttpServerRequest.HttpServerRequest
        const pass = headers[CallerPass.header]
        const peer = Option.getOrElse(remoteAddress, () => "unknown")
        if (pass === undefined) return { brand: yield* brandOf(directory, headers.host ?? ""), address: peer }
        const { brand } = yield* Effect.catchAll(passes.verify(pass), refused)
        if (brand === null) return yield* new UnknownHost()
        // Only a gateway of ours can have signed the pass, and it replaces what a client says of its own address.
        return { brand, address: headers["x-forwarded-for"] ?? peer }
      })
    )
  )

/** Takes a service token that names this service. */
export const layerService: Layer.Layer<ServiceAuthentication, never, ServiceToken> = Layer.effect(
  ServiceAuthentication,
  Effect.map(ServiceToken, (tokens) => ({
    bearer: () =>
      Effect.flatMap(HttpServerRequest.HttpServerRequest, ({ headers }) =>
        Effect.catchAll(tokens.verify(bearerOf(headers.authorization) ?? ""), refused)
      )
  }))
)

/** The player or agent who calls, by the request's pass or else by its bearer and host. */
function userOf<P extends AgentPrincipal | PlayerPrincipal>(
  verify: (
    verifier: TokenVerifier["Type"],
    bearer: string
  ) => Effect.Effect<VerifiedToken<P>, TokenRefused | KeysUnavailable>,
  isOfKind: (principal: UserPrincipal) => principal is P
) {
  return Effect.gen(function* () {
    const keyless = new KeysUnavailableLog()
    const passes = yield* CallerPass.CallerPass
    const verifier = yield* TokenVerifier
    const directory = yield* BrandDirectory

    const byPass = Effect.fnUntraced(function* (pass: string) {
      const { user } = yield* Effect.catchAll(passes.verify(pass), refused)
      return user !== null && isOfKind(user.principal) ? user.principal : yield* new Unauthenticated()
    })

    const byBearer = Effect.fnUntraced(function* (host: string, bearer: string) {
      const brand = yield* brandOf(directory, host)
      const { principal } = yield* verify(verifier, bearer).pipe(
        Effect.catchTags({
          TokenRefused: refused,
          KeysUnavailable: (error) => Effect.zipRight(keyless.note(error), new AuthenticationUnavailable())
        })
      )
      return principal.brand === brand ? principal : yield* new BrandMismatch()
    })

    const caller = Effect.flatMap(HttpServerRequest.HttpServerRequest, ({ headers }) => {
      const pass = headers[CallerPass.header]
      return pass === undefined ? byBearer(headers.host ?? "", bearerOf(headers.authorization) ?? "") : byPass(pass)
    })
    return { caller }
  })
}

const refused = ({ reason }: TokenRefused) =>
  Effect.zipRight(Effect.logDebug(`token refused: ${reason}`), new Unauthenticated())

const brandOf = (directory: BrandDirectory["Type"], host: string) =>
  Effect.flatMap(directory.byHost(host), (match) =>
    match.kind === "brand" ? Effect.succeed(match.brand.key) : new UnknownHost()
  )
