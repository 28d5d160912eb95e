import { createHmac, randomBytes } from "node:crypto"
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import * as KeyRing from "@croupier/core/auth/KeyRing"
import type { ServiceKeys } from "@croupier/core/auth/ServiceIdentity"
import * as SigningKey from "@croupier/core/auth/SigningKey"
import { Hub88Keys } from "@croupier/sandbox"
import { Data, Effect, Either, type Layer, Redacted, Schema } from "effect"

const Stored = Schema.parseJson(
  Schema.Struct({
    ring: Schema.Uint8ArrayFromBase64,
    services: Schema.String,
    serviceToken: Schema.String,
    hub88: Schema.String
  })
)

/** Keys that are generated on the first start on a developer's machine and kept next to its database. */
export interface Secrets {
  readonly keyRing: Layer.Layer<KeyRing.KeyRing>
  readonly serviceKeys: ServiceKeys
  /** Opens `/internal` on a service's own port. */
  readonly serviceToken: Redacted.Redacted
  /** The private key of the simulated provider, so that it stays the same across restarts. */
  readonly hub88PrivateKeyPem: string
  /** What a demo brand and the simulated softswiss sign with; of the key ring, so that it stays the same too. */
  readonly softswissSecret: (brand: string) => string
}

/** Without its keys a database is unreadable, so missing ones are not replaced. */
export class SecretsBroken extends Data.TaggedError("SecretsBroken")<{ readonly message: string }> {}

/** The database was written with other keys than those of this directory. */
export class SecretsForeign extends Data.TaggedError("SecretsForeign")<{ readonly directory: string }> {
  override get message(): string {
    const keys = join(this.directory, "secrets.json")
    return `${keys} cannot decrypt this database: restore its original keys, or start with an empty database`
  }
}

/** The secrets kept in a directory, made there when there are none; readable by their owner only. */
export const open = (directory: string): Effect.Effect<Secrets, SecretsBroken> => {
  const path = join(directory, "secrets.json")
  return Effect.try({
    try: () => {
      if (!existsSync(path)) writeOwn(path, make())
      const stored = Schema.decodeSync(Stored)(readFileSync(path, "utf8"))
      return {
        keyRing: KeyRing.layerFrom([{ id: "development", key: Redacted.make(stored.ring) }]),
        serviceKeys: Either.getOrThrow(SigningKey.fromPem(stored.services)) as unknown as ServiceKeys,
        serviceToken: Redacted.make(stored.serviceToken),
        hub88PrivateKeyPem: stored.hub88,
        softswissSecret: (brand: string) =>
          createHmac("sha256", stored.ring).update(`development softswiss ${brand}`).digest("hex")
      }
    },
    // Not the cause: it would repeat what the file holds.
    catch: () => new SecretsBroken({ message: `${path} has been modified: restore it, or start fresh with --fresh` })
  })
}

/** Writes a file whole or not at all, readable by its owner only. */
export const writeOwn = (path: string, text: string): void => {
  writeFileSync(`${path}.part`, text, { mode: 0o600 })
  renameSync(`${path}.part`, path)
}

const make = (): string =>
  Schema.encodeSync(Stored)({
    ring: randomBytes(32),
    services: SigningKey.toPem(SigningKey.generate()),
    serviceToken: randomBytes(32).toString("base64url"),
    hub88: Hub88Keys.generate().privateKeyPem
  })
