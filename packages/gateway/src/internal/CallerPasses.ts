import type * as CallerPass from "@croupier/core/auth/CallerPass"
import type { ServiceName } from "@croupier/core/auth/Principal"
import type { VerifiedToken } from "@croupier/core/auth/TokenVerifier"
import { VerifiedTokens } from "@croupier/core/auth/VerifiedTokens"
import type { BrandKey } from "@croupier/core/Brand"
import { Effect } from "effect"

/** Milliseconds for which a pass is used again: a signature costs as much as several requests. */
const reuse = 20_000

/** The passes given out lately, by token, brand and service, so that most requests need no signature. */
export class CallerPasses {
  readonly #issued = new VerifiedTokens<{ readonly pass: string; readonly expiresAt: number }>(20_000)
  readonly #passes: CallerPass.CallerPass["Type"]

  constructor(passes: CallerPass.CallerPass["Type"]) {
    this.#passes = passes
  }

  /** A pass that is still good, if there is one. */
  known(to: ServiceName, brand: BrandKey | null, token: VerifiedToken | undefined, now: number): string | undefined {
    return this.#issued.get(nameOf(to, brand, token), now)?.pass
  }

  issue(to: ServiceName, brand: BrandKey | null, token: VerifiedToken | undefined): Effect.Effect<string> {
    const user = token === undefined ? null : { principal: token.principal, issuedAt: token.issuedAt }
    return Effect.map(this.#passes.issue(to, { brand, user }), (signed) => {
      const expiresAt = Math.min(signed.issuedAt + reuse, token?.expiresAt ?? Number.POSITIVE_INFINITY)
      this.#issued.set(nameOf(to, brand, token), { pass: signed.token, expiresAt })
      return signed.token
    })
  }
}

const nameOf = (to: ServiceName, brand: BrandKey | null, token: VerifiedToken | undefined): string =>
  `${to} ${brand ?? ""} ${token?.hash ?? ""}`
