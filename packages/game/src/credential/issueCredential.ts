import type { BrandKey } from "@croupier/core/Brand"
import { Effect } from "effect"
import type { CredentialView, NewCredential } from "../contract/CredentialView.js"
import { InvalidProviderAddress, InvalidProviderKey, UnknownProvider } from "../contract/Problems.js"
import { Credentials } from "../internal/credential/Credentials.js"
import { issue, viewOf } from "../internal/credential/issue.js"
import { complaintAbout, ProviderAddresses } from "../launch/ProviderAddresses.js"
import { Providers } from "../provider/Providers.js"

/** Issues a credential of a brand with a provider: checks the provider, its address and its key, makes our own keys and stores them sealed. */
export const issueCredential = (
  brand: BrandKey,
  wanted: NewCredential
): Effect.Effect<CredentialView, InvalidProviderAddress | InvalidProviderKey | UnknownProvider, Credentials> =>
  Effect.gen(function* () {
    const adapter = (yield* Providers).get(wanted.provider)
    if (adapter === undefined) return yield* new UnknownProvider()
    const wrong = complaintAbout(wanted.baseUrl, yield* ProviderAddresses)
    if (wrong !== undefined) return yield* new InvalidProviderAddress({ detail: wrong })
    const complaint = adapter.checkProviderKey(wanted.providerPublicKey)
    if (complaint !== undefined) return yield* new InvalidProviderKey({ detail: complaint })
    const credential = yield* issue(adapter, brand, wanted)
    yield* (yield* Credentials).add(credential)
    return viewOf(adapter, credential)
  })
