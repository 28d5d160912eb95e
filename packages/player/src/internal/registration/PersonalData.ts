import * as Cipher from "@croupier/core/auth/Cipher"
import { KeyRing } from "@croupier/core/auth/KeyRing"
import type { BrandKey, LicenceKey } from "@croupier/core/Brand"
import { compositeKey } from "@croupier/core/text/compositeKey"
import { Effect } from "effect"
import type { IdentityKind } from "../../contract/Identity.js"
import type { Person } from "../../contract/Person.js"
import type { PlayerRef } from "../../contract/Players.js"
import { identities } from "../../rules/IdentityClaims.js"
import type { Mark, Marks, SealedPerson } from "../store/PlayerRecord.js"

/** Seals a new player's data, each value under the player's own data key, which the key ring wraps. */
export const seal = (ref: PlayerRef, person: Person): Effect.Effect<SealedPerson, never, KeyRing> =>
  Effect.gen(function* () {
    const ring = yield* KeyRing
    const key = yield* Cipher.generateKey
    const entries = Object.entries(person).map(([field, value]) => [field, encrypt(key, value, place(ref, field))])
    return { key: ring.seal(key, place(ref, "data-key")), values: Object.fromEntries(entries) }
  })

/** A player's profile; nothing once the player is erased. Bytes that do not open are a defect. */
export const open = (ref: PlayerRef, sealed: SealedPerson | null): Effect.Effect<Person, never, KeyRing> =>
  sealed === null
    ? Effect.succeed({})
    : Effect.gen(function* () {
        const key = yield* dataKey(ref, sealed)
        const entries = yield* Effect.forEach(Object.entries(sealed.values), ([field, bytes]) =>
          Effect.map(decrypt(key, bytes, place(ref, field)), (value) => [field, value] as const)
        )
        return Object.fromEntries(entries)
      })

/** Seals and opens texts that belong to a player apart from the profile; `field` names the column, and the row where there are many. */
export const texts = (
  ref: PlayerRef,
  sealed: SealedPerson
): Effect.Effect<
  {
    readonly seal: (field: string, text: string) => Uint8Array
    readonly open: (field: string, bytes: Uint8Array) => Effect.Effect<string>
  },
  never,
  KeyRing
> =>
  Effect.map(dataKey(ref, sealed), (key) => ({
    seal: (field, text) => encrypt(key, text, place(ref, field)),
    open: (field, bytes) => decrypt(key, bytes, place(ref, field))
  }))

/** The marks to store, by which this person is found among a brand's players. */
export const identityIndex = (ring: KeyRing["Type"], brand: BrandKey, person: Person): ReadonlyArray<Mark> =>
  identities(person).map(({ kind, value }) => ({
    kind,
    hmac: ring.blindIndex(purposeOf(brand), compositeKey(kind, ...value))
  }))

/** The HMACs to look for among a brand's players, under every key of the ring. */
export const identityIndexes = (
  ring: KeyRing["Type"],
  brand: BrandKey,
  person: Person,
  verified: ReadonlyArray<IdentityKind>
): Marks => indexes(ring, purposeOf(brand), person, verified)

/**
 * The HMACs under which a licence's register keeps, or may have kept, an excluded person. They share nothing with those of
 * a brand, so that the register cannot be held against the players.
 */
export const prints = (
  ring: KeyRing["Type"],
  licence: LicenceKey,
  person: Person,
  verified: ReadonlyArray<IdentityKind>
): Marks => indexes(ring, `excluded-person/${licence}`, person, verified)

const purposeOf = (brand: BrandKey): string => `player-identity/${brand}`

const indexes = (
  ring: KeyRing["Type"],
  purpose: string,
  person: Person,
  verified: ReadonlyArray<IdentityKind>
): Marks => {
  const of = (wanted: boolean) =>
    identities(person)
      .filter(({ kind }) => verified.includes(kind) === wanted)
      .flatMap(({ kind, value }) => ring.blindIndexes(purpose, compositeKey(kind, ...value)))
  return { verified: of(true), claimed: of(false) }
}

const place = ({ brand, player }: PlayerRef, field: string): string => `croupier_player/${brand}/${player}/${field}`

const encrypt = (key: Uint8Array, text: string, at: string): Uint8Array => Cipher.seal(key, Buffer.from(text), at)

const decrypt = (key: Uint8Array, bytes: Uint8Array, at: string): Effect.Effect<string> =>
  Cipher.open(key, bytes, at).pipe(
    Effect.map((plain) => Buffer.from(plain).toString()),
    Effect.orDie
  )

const dataKey = (ref: PlayerRef, sealed: SealedPerson) =>
  Effect.flatMap(KeyRing, (ring) => Effect.orDie(ring.open(sealed.key, place(ref, "data-key"))))
