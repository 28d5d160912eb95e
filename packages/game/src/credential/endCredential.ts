import type { BrandKey } from "@croupier/core/Brand"
import { Effect } from "effect"
import { CredentialEnded, CredentialNotFound } from "../contract/Problems.js"
import { Credentials } from "../internal/credential/Credentials.js"

/** Sets when a credential of a brand ends, in milliseconds of the epoch. One that has ended stays as it is. */
export const endCredential = (
  brand: BrandKey,
  provider: string,
  id: string,
  validUntil: number
): Effect.Effect<void, CredentialEnded | CredentialNotFound, Credentials> =>
  Effect.gen(function* () {
    const outcome = yield* (yield* Credentials).end(brand, provider, id, validUntil)
    if (outcome === "unknown") return yield* new CredentialNotFound()
    if (outcome === "ended-before") return yield* new CredentialEnded()
  })
