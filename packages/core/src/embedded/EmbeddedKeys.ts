import { type ConfigError, Effect, Layer, Redacted } from "effect"
import * as Cipher from "../auth/Cipher.js"
import * as KeyRing from "../auth/KeyRing.js"
import { DatabaseNotReady } from "./DatabaseNotReady.js"

/** A key that wraps secrets at rest: a name of yours, and 32 bytes in base64. */
export interface EmbeddedKey {
  readonly id: string
  readonly key: string
}

/** The keys of an app: the first seals, all open. Or a key ring as a layer, such as `KeyRing.layerConfig`. */
export type EmbeddedKeys = ReadonlyArray<EmbeddedKey> | Layer.Layer<KeyRing.KeyRing, ConfigError.ConfigError>

/**
 * The key ring of an app that stores what it seals. Fails with `invalid-keys`, and with `keys-in-memory` for a ring that is
 * lost with the process, and what it sealed could never be read again.
 */
export const keyRing = (name: string, keys: EmbeddedKeys): Layer.Layer<KeyRing.KeyRing, DatabaseNotReady> =>
  (isList(keys) ? ringOf(name, keys) : Layer.mapError(keys, (error) => invalid(name, error.toString()))).pipe(
    Layer.tap((context) =>
      Effect.flatMap(Effect.provide(KeyRing.KeyRing, context), (ring) =>
        isInMemory(ring)
          ? new DatabaseNotReady({
              code: "keys-in-memory",
              message: `${name}: the key ring is in memory and the store is a database: encrypted data would be unreadable after a restart; give persistent keys`
            })
          : Effect.void
      )
    )
  )

const isList = (keys: EmbeddedKeys): keys is ReadonlyArray<EmbeddedKey> => Array.isArray(keys)

const ringOf = (name: string, keys: ReadonlyArray<EmbeddedKey>): Layer.Layer<KeyRing.KeyRing, DatabaseNotReady> => {
  const wrong = keys.find(
    ({ id, key }) => !/^[\x21-\x7e]{1,64}$/.test(id) || Buffer.from(key, "base64").length !== Cipher.keyLength
  )
  const ring = keys.map(({ id, key }) => ({ id, key: Redacted.make(new Uint8Array(Buffer.from(key, "base64"))) }))
  const [first, ...others] = ring
  if (first === undefined) return Layer.fail(invalid(name, "there is none"))
  if (wrong !== undefined) return Layer.fail(invalid(name, `the key "${wrong.id}" is not 32 bytes in base64`))
  if (new Set(keys.map(({ id }) => id)).size < keys.length) return Layer.fail(invalid(name, "two have the same id"))
  return KeyRing.layerFrom([first, ...others])
}

const isInMemory = (ring: KeyRing.KeyRing["Type"]): boolean =>
  KeyRing.keyIdOf(ring.seal(new Uint8Array(1), "embedded")) === "memory"

const invalid = (name: string, what: string) =>
  new DatabaseNotReady({ code: "invalid-keys", message: `${name}: keys: ${what}` })
