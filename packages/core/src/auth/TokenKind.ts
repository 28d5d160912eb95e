import { Option, Schema } from "effect"
import type { JWTPayload } from "jose"
import type { TokenProfile } from "../internal/auth/Jwt.js"
import { AgentPrincipal, OperatorPrincipal, PlayerPrincipal, type UserPrincipal } from "./Principal.js"

/** The kinds of principal that have tokens of an issuer of their own. */
export const TokenKind = Schema.Literal("player", "agent", "operator")
export type TokenKind = typeof TokenKind.Type

/** The principal that a kind of token names. */
export type PrincipalOf<K extends TokenKind> = Extract<UserPrincipal, { readonly _tag: K }>

/** Lifetime of an access token in seconds. */
export const accessLifetime = 600

/** What tokens of a kind have in common. */
export const profileOf = (kind: TokenKind): TokenProfile => profiles[kind]

/** What a token says of its principal: `sub` the id, `sid` the session, for players and agents `brand`, and `restricted`. */
export const toClaims = (principal: UserPrincipal): JWTPayload => {
  switch (principal._tag) {
    case "player": {
      const { brand, code, player, restricted, session } = principal
      return { sub: player, sid: session, brand, code, ...(restricted ? { restricted } : {}) }
    }
    case "agent":
      return { sub: principal.agent, sid: principal.session, brand: principal.brand }
    case "operator":
      return { sub: principal.operator, sid: principal.session }
  }
}

/** The principal that verified claims name; none when they do not describe one of this kind. */
export const fromClaims = (kind: TokenKind, claims: JWTPayload): Option.Option<UserPrincipal> => {
  const { sub, sid: session, brand, code, restricted } = claims
  switch (kind) {
    case "player":
      return decodePlayer({
        ...{ _tag: kind, player: sub, session, brand, code },
        ...(restricted === undefined ? {} : { restricted })
      })
    case "agent":
      return decodeAgent({ _tag: kind, agent: sub, session, brand })
    case "operator":
      return brand === undefined ? decodeOperator({ _tag: kind, operator: sub, session }) : Option.none()
  }
}

const decodePlayer = Schema.decodeUnknownOption(PlayerPrincipal)
const decodeAgent = Schema.decodeUnknownOption(AgentPrincipal)
const decodeOperator = Schema.decodeUnknownOption(OperatorPrincipal)

const profile = (kind: TokenKind): TokenProfile => ({
  typ: `croupier-${kind}+jwt`,
  issuer: `croupier:${kind}`,
  audience: `croupier:${kind}`,
  lifetime: accessLifetime
})

const profiles = { player: profile("player"), agent: profile("agent"), operator: profile("operator") }
