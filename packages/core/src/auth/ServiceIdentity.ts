import { type ConfigError, Context, Effect, Either, Layer, Option, type Redacted } from "effect"
import { declare, type Setting } from "../config/Declaration.js"
import type { ServiceName } from "./Principal.js"
import * as SigningKey from "./SigningKey.js"

/** At least one key; the first signs, all verify, so a rotation overlaps. */
export type ServiceKeys = readonly [SigningKey.SigningKey, ...ReadonlyArray<SigningKey.SigningKey>]

/** Which of our services this is, and the keys that all of them share. */
export class ServiceIdentity extends Context.Tag("@croupier/core/ServiceIdentity")<
  ServiceIdentity,
  {
    readonly name: ServiceName
    readonly keys: ServiceKeys
    /** A fixed bearer that is taken for any caller's, for a developer's machine. Environment never sets it. */
    readonly developmentToken?: Redacted.Redacted
  }
>() {}

/** An identity of given keys. */
export const layer = (identity: ServiceIdentity["Type"]): Layer.Layer<ServiceIdentity> =>
  Layer.succeed(ServiceIdentity, identity)

/** An identity with keys of its own: for tests, and for an app in one process. */
export const layerMemory = (name: ServiceName): Layer.Layer<ServiceIdentity> =>
  Layer.sync(ServiceIdentity, () => ({ name, keys: [SigningKey.generate()] as const }))

/** Keys from `CROUPIER_SERVICE_KEYS`, or the file that `CROUPIER_SERVICE_KEYS_FILE` names. */
export const layerConfig = (name: ServiceName): Layer.Layer<ServiceIdentity, ConfigError.ConfigError> =>
  Layer.effect(
    ServiceIdentity,
    Effect.map(serviceKeys, (keys) => ({ name, keys }))
  )

const serviceKeys: Setting<ServiceKeys> = declare(
  "CROUPIER_SERVICE_KEYS",
  { description: "keys for service-to-service authentication: the first signs, all verify" },
  {
    expected: "one or more Ed25519 private keys as PKCS#8 PEM",
    file: true,
    parse: (text) =>
      Either.match(SigningKey.fromPem(text), {
        onLeft: (why): string | Option.Option<ServiceKeys> => why,
        onRight: ([first, ...others]) => (first === undefined ? Option.none() : Option.some([first, ...others]))
      })
  }
)
