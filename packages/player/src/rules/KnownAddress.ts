import { addressGroup } from "@croupier/core/auth/addressGroup"
import type { KeyRing } from "@croupier/core/auth/KeyRing"
import type { BrandKey } from "@croupier/core/Brand"

/** For how many days after a sign-in its address is known. */
export const days = 90

/** A name at the group of an address. */
export const of = (username: string, address: string): string => `${username} ${addressGroup(address)}`

/** The HMACs under which it may be stored, that of the ring's first key first; two players have none in common. */
export const indexes = (ring: KeyRing["Type"], brand: BrandKey, place: string): ReadonlyArray<Uint8Array> =>
  ring.blindIndexes(`player-address/${brand}`, place)
