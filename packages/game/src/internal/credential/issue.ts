import type { BrandKey } from "@croupier/core/Brand"
import { Clock, Effect } from "effect"
import type { CredentialView, NewCredential } from "../../contract/CredentialView.js"
import type { Adapter } from "../callback/Adapter.js"
import { type Credential, makeId } from "./Credential.js"

/** A new credential with keys of its own. */
export const issue = (adapter: Adapter, brand: BrandKey, wanted: NewCredential): Effect.Effect<Credential> =>
  Effect.map(Clock.currentTimeMillis, (now) => ({
    brand,
    provider: wanted.provider,
    id: makeId(brand),
    operatorId: wanted.operatorId,
    baseUrl: wanted.baseUrl,
    country: wanted.country,
    depositUrl: wanted.depositUrl ?? null,
    ...adapter.keysFrom(wanted.providerPublicKey),
    validFrom: wanted.validFrom ?? now,
    validUntil: wanted.validUntil ?? null
  }))

/** A credential as an operator may see it, without its secret. */
export const viewOf = (adapter: Adapter, credential: Credential): CredentialView => ({
  provider: credential.provider,
  id: credential.id,
  operatorId: credential.operatorId,
  baseUrl: credential.baseUrl,
  publicKey: adapter.publicKeyOf(credential),
  callbackPath: `/callbacks/${credential.provider}/${credential.id}`,
  country: credential.country,
  depositUrl: credential.depositUrl,
  validFrom: credential.validFrom,
  validUntil: credential.validUntil
})
