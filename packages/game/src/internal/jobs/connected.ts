import type { BrandKey } from "@croupier/core/Brand"
import { Effect } from "effect"
import { Providers } from "../../provider/Providers.js"
import type { Adapter } from "../callback/Adapter.js"
import type { Credential } from "../credential/Credential.js"
import { Credentials } from "../credential/Credentials.js"

/** A provider that a brand works with now, and the credential for requests to it. */
export interface Connected {
  readonly adapter: Adapter
  readonly credential: Credential
}

/** The providers that a brand works with now. */
export const connected = (brand: BrandKey): Effect.Effect<ReadonlyArray<Connected>, never, Credentials> =>
  Effect.gen(function* () {
    const credentials = yield* Credentials
    const found = yield* Effect.forEach((yield* Providers).values(), (adapter) =>
      Effect.map(credentials.current(brand, adapter.provider), (credential) =>
        credential === undefined ? [] : [{ adapter, credential }]
      )
    )
    return found.flat()
  })
