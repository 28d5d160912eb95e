import {
  AuthenticationUnavailable,
  BrandMismatch,
  Unauthenticated,
  UnknownHost
} from "@croupier/core/auth/Authentication"
import { KeysUnavailableLog } from "@croupier/core/auth/KeysUnavailableLog"
import { subjectOf } from "@croupier/core/auth/Principal"
import type { TokenKind } from "@croupier/core/auth/TokenKind"
import type { TokenVerifier, VerifiedToken } from "@croupier/core/auth/TokenVerifier"
import type { BrandKey } from "@croupier/core/Brand"
import type { BrandDirectory, HostMatch } from "@croupier/core/brands/BrandDirectory"
import { MethodNotAllowed, NotFound } from "@croupier/core/http/CommonProblems"
import * as Problem from "@croupier/core/http/Problem"
import { Effect, type Runtime } from "effect"
import * as EffectRuntime from "effect/Runtime"
import type { Access, Route } from "../Route.js"
import { isSafe } from "../RouteClass.js"
import { type Enforcement, MismatchLog } from "./BrandMismatch.js"
import type { CallerPasses } from "./CallerPasses.js"
import { RateLimited } from "./GatewayProblems.js"
import { clientKey, type RateLimiter } from "./RateLimiter.js"
import type { RouteTable } from "./RouteTable.js"
import { VerifiedCallers } from "./VerifiedCallers.js"

/** The requested resource, and the peer as far as the connection shows it. */
export interface Question {
  readonly method: string
  readonly path: string
  readonly host: string
  readonly client: string
  readonly bearer: string | undefined
  readonly traceId: string
}

/** The request may pass on this route, with this pass for its service; a callback has none. */
export interface Admitted {
  readonly route: Route
  readonly pass: string | undefined
  /** The share under which it takes turns for connections: its brand or, of a callback, its credential, which is a brand's. */
  readonly share: string
}

/** What admission decides with. */
export interface AdmissionServices {
  readonly runtime: Runtime.Runtime<never>
  readonly table: RouteTable
  readonly directory: BrandDirectory["Type"]
  readonly verifier: TokenVerifier["Type"]
  readonly passes: CallerPasses
  readonly limiter: RateLimiter
  readonly enforcement: Enforcement
}

/** Where a request is served: its route, and the brand of the host. */
interface Found {
  readonly route: Route
  readonly match: HostMatch
}

type Verdict = Admitted | Problem.Problem

/** Decides who passes: host, route, token, brand, limits, in this order. Most requests are decided at once, without a fiber. */
export class Admission {
  readonly #services: AdmissionServices
  readonly #mismatches = new MismatchLog()
  readonly #verified = new VerifiedCallers()
  readonly #keyless = new KeysUnavailableLog()

  constructor(services: AdmissionServices) {
    this.#services = services
  }

  /** The route of a request, or the problem of there being none. */
  find({ path, host }: Question): Found | Problem.Problem {
    const { table, directory, runtime } = this.#services
    if (isInternal(path)) return new NotFound()
    const route = table(path)
    if (route?.site === "any") return { route, match: unknownHost }
    const match = EffectRuntime.runSync(runtime, directory.byHost(host))
    if (match.kind === "unknown") return new UnknownHost()
    return route === undefined || route.site !== match.kind ? new NotFound() : { route, match }
  }

  decide(question: Question): Verdict | Promise<Verdict> {
    const found = this.find(question)
    if (Problem.isProblem(found)) return found
    const { route, match } = found
    if (route.methods?.includes(question.method) === false) return new MethodNotAllowed({ allow: route.methods })
    if (route.site === "any") return this.#callback(route, question)
    const kind = kindOf(route.access)
    if (kind === undefined || (route.access === "optional" && question.bearer === undefined))
      return this.#limited(route, question, match, undefined)
    if (question.bearer === undefined) return new Unauthenticated()
    return this.#withBearer(route, question, match, kind, question.bearer)
  }

  /** The game service found a callback's signature right. */
  callbackVerified({ client, path }: Question): void {
    this.#verified.add(clientKey(client), credentialOf(path), performance.now())
  }

  /**
   * Each credential of a provider has limits of its own, whatever addresses the provider calls from; an address with which none of
   * its callbacks was verified lately has little room, and takes none from those that were.
   */
  #callback(route: Route, question: Question): Verdict {
    const { limiter } = this.#services
    const now = performance.now()
    const credential = credentialOf(question.path)
    const address = clientKey(question.client)
    const isVerified = this.#verified.has(address, credential, now)
    const wait = isVerified
      ? limiter.request("callback", credential, credential, now)
      : limiter.unverifiedCallback(address, now) || limiter.request("callback", "", credential, now)
    if (wait > 0) return new RateLimited({ retryAfter: wait })
    return { route, pass: undefined, share: isVerified ? credential : "unverified" }
  }

  #withBearer(
    route: Route,
    question: Question,
    match: HostMatch,
    kind: TokenKind,
    bearer: string
  ): Verdict | Promise<Verdict> {
    const { verifier, limiter, runtime } = this.#services
    const known = verifier.recall(kind, bearer)
    if (known !== undefined) return this.#withToken(route, question, match, known)
    const wait = limiter.unknownToken(clientKey(question.client), performance.now())
    if (wait > 0) return new RateLimited({ retryAfter: wait })
    return EffectRuntime.runPromise(
      runtime,
      verifier.verify(kind, bearer).pipe(
        Effect.catchTags({
          TokenRefused: ({ reason }) => Effect.as(Effect.logDebug(`token refused: ${reason}`), refused),
          KeysUnavailable: (error) => Effect.as(this.#keyless.note(error), unverifiable)
        })
      )
    ).then((found) => ("_tag" in found ? found : this.#withToken(route, question, match, found)))
  }

  #withToken(route: Route, question: Question, match: HostMatch, token: VerifiedToken): Verdict | Promise<Verdict> {
    const { runtime, enforcement } = this.#services
    if (enforcement !== "off" && match.kind === "brand" && isOfAnother(token, match.brand.key)) {
      const said = this.#mismatches.record(route, token, match.brand.key, question.traceId)
      EffectRuntime.runFork(runtime, said)
      if (enforcement === "enforce") return new BrandMismatch()
    }
    return this.#limited(route, question, match, token)
  }

  #limited(
    route: Route,
    question: Question,
    match: HostMatch,
    token: VerifiedToken | undefined
  ): Verdict | Promise<Verdict> {
    const { limiter, passes, runtime } = this.#services
    const brand = brandOf(match, token)
    const caller = token === undefined ? clientKey(question.client) : subjectOf(token.principal)
    const routeClass = isSafe(question.method) ? route.safe : route.unsafe
    const wait = limiter.request(routeClass, brand ?? "", caller, performance.now())
    if (wait > 0) return new RateLimited({ retryAfter: wait })
    const pass = passes.known(route.upstream, brand, token, Date.now())
    const share = brand ?? ""
    if (pass !== undefined) return { route, pass, share }
    return EffectRuntime.runPromise(runtime, passes.issue(route.upstream, brand, token)).then((issued) => ({
      route,
      pass: issued,
      share
    }))
  }
}

/** `<provider>/<credential>` of a callback's path. */
const credentialOf = (path: string): string => path.split("/", 4).slice(2).join("/")

/** The host of a call that may come to any. */
const unknownHost: HostMatch = { kind: "unknown" }
const refused = new Unauthenticated()
const unverifiable = new AuthenticationUnavailable()

const isInternal = (path: string): boolean => /^\/internal(?:\/|$)/i.test(path)

const kindOf = (access: Access): TokenKind | undefined => {
  if (access === "optional") return "player"
  return access === "public" || access === "callback" ? undefined : access
}

const isOfAnother = ({ principal }: VerifiedToken, brand: BrandKey): boolean =>
  principal._tag !== "operator" && principal.brand !== brand

/** The token's brand is where the player and the wallet are; a visitor has the domain's, an operator none. */
const brandOf = (match: HostMatch, token: VerifiedToken | undefined): BrandKey | null => {
  if (token !== undefined) return token.principal._tag === "operator" ? null : token.principal.brand
  return match.kind === "brand" ? match.brand.key : null
}
