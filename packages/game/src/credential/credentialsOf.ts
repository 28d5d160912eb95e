import type { BrandKey } from "@croupier/core/Brand"
import { Effect } from "effect"
import type { CredentialView } from "../contract/CredentialView.js"
import { Credentials } from "../internal/credential/Credentials.js"
import { viewOf } from "../internal/credential/issue.js"
import { Providers } from "../provider/Providers.js"

/** All credentials of a brand without their secrets, newest first. */
export const credentialsOf = (brand: BrandKey): Effect.Effect<ReadonlyArray<CredentialView>, never, Credentials> =>
  Effect.gen(function* () {
    const providers = yield* Providers
    const all = yield* (yield* Credentials).list(brand)
    return all.flatMap((credential) => {
      const adapter = providers.get(credential.provider)
      return adapter === undefined ? [] : [viewOf(adapter, credential)]
    })
  })
