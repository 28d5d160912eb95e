import { createHmac, hkdfSync } from "node:crypto"
import { type ConfigError, Context, Effect, Layer, Option, Redacted, Schema } from "effect"
import { declare, type Setting } from "../config/Declaration.js"
import { compositeKey } from "../text/compositeKey.js"
import * as Cipher from "./Cipher.js"

/** One key of the ring; `id` is part of every value that it sealed. */
export interface RingKey {
  readonly id: string
  readonly key: Redacted.Redacted<Uint8Array>
}

/**
 * The keys that wrap what is secret at rest: players' data keys, provider secrets, token private keys. The first seals, all
 * open. A key stays in the ring while anything that it sealed or indexed is kept.
 */
export class KeyRing extends Context.Tag("@croupier/core/KeyRing")<
  KeyRing,
  {
    /** Seals under the first key. `place` names the row and column, as in `Cipher.seal`. */
    readonly seal: (plain: Uint8Array, place: string) => Uint8Array
    readonly open: (sealed: Uint8Array, place: string) => Effect.Effect<Uint8Array, Cipher.SealBroken>
    /** Whether it was sealed under another key than the first, and should be sealed again. */
    readonly isStale: (sealed: Uint8Array) => boolean
    /** The keyed HMAC to store with a sealed value, so that it can be found without being readable; each purpose has its own key. */
    readonly blindIndex: (purpose: string, value: string) => Uint8Array
    /** The HMACs under which a value may have been stored, the first key's first: look for any of them. */
    readonly blindIndexes: (purpose: string, value: string) => ReadonlyArray<Uint8Array>
  }
>() {}

/** The id of the key that a ring sealed it under. */
export const keyIdOf = (sealed: Uint8Array): string =>
  Buffer.from(sealed.subarray(1, 1 + (sealed[0] ?? 0))).toString("latin1")

/** The ring of these keys; ids are unique, keys have 32 bytes. */
export const layerFrom = (keys: RingKeys): Layer.Layer<KeyRing> => Layer.sync(KeyRing, () => make(keys))

/** A ring with one random key, kept in the process only. */
export const layerMemory: Layer.Layer<KeyRing> = Layer.unwrapEffect(
  Effect.map(Cipher.generateKey, (key) => layerFrom([{ id: "memory", key: Redacted.make(key) }]))
)

/** The ring in the JSON file that `CROUPIER_KEYS_FILE` names (or in `CROUPIER_KEYS`): `[{"id": "2026-11", "key": "<base64>"}, …]`. */
export const layerConfig: Layer.Layer<KeyRing, ConfigError.ConfigError> = Layer.unwrapEffect(
  Effect.suspend(() => Effect.map(ringKeys, layerFrom))
)

const RingFile = Schema.parseJson(
  Schema.NonEmptyArray(
    Schema.Struct({
      id: Schema.String.pipe(Schema.pattern(/^[\x21-\x7e]{1,64}$/)),
      key: Schema.Uint8ArrayFromBase64.pipe(Schema.filter((key) => key.length === Cipher.keyLength))
    })
  ).pipe(Schema.filter((keys) => new Set(keys.map((key) => key.id)).size === keys.length))
)

type RingKeys = readonly [RingKey, ...ReadonlyArray<RingKey>]

const ringKeys: Setting<RingKeys> = declare(
  "CROUPIER_KEYS",
  { description: "encryption keys for secrets at rest: the first encrypts, all decrypt" },
  {
    expected: 'a JSON array of {"id", "key"} with unique ids; each key is 32 bytes in base64',
    file: true,
    parse: (text) =>
      Option.map(Schema.decodeOption(RingFile)(text), ([first, ...others]) => [ringKey(first), ...others.map(ringKey)])
  }
)

const ringKey = (entry: { readonly id: string; readonly key: Uint8Array }): RingKey => ({
  id: entry.id,
  key: Redacted.make(entry.key)
})

const make = (keys: RingKeys): KeyRing["Type"] => {
  const byId = new Map(keys.map((key) => [key.id, Redacted.value(key.key)]))
  const derived = new Map<string, Uint8Array>()
  const indexKey = (key: RingKey, purpose: string): Uint8Array => {
    const name = compositeKey(key.id, purpose)
    const known = derived.get(name)
    if (known !== undefined) return known
    const made = new Uint8Array(hkdfSync("sha256", Redacted.value(key.key), "", `croupier/index/${purpose}`, 32))
    derived.set(name, made)
    return made
  }
  const index = (key: RingKey, purpose: string, value: string): Uint8Array =>
    createHmac("sha256", indexKey(key, purpose)).update(value).digest()
  return {
    seal: (plain, place) => withId(keys[0].id, Cipher.seal(Redacted.value(keys[0].key), plain, place)),
    open: (sealed, place) => {
      const key = byId.get(keyIdOf(sealed))
      return key === undefined
        ? Effect.fail(new Cipher.SealBroken({ detail: `${place} is encrypted with a key that is not in the ring` }))
        : Cipher.open(key, sealed.subarray(1 + (sealed[0] ?? 0)), place)
    },
    isStale: (sealed) => keyIdOf(sealed) !== keys[0].id,
    blindIndex: (purpose, value) => index(keys[0], purpose, value),
    blindIndexes: (purpose, value) => keys.map((key) => index(key, purpose, value))
  }
}

/** One byte for the length of the id, the id, the sealed bytes. */
const withId = (id: string, sealed: Uint8Array): Uint8Array =>
  Buffer.concat([Buffer.from([id.length]), Buffer.from(id, "latin1"), sealed])
