import { BrandKey } from "../Brand.js"

/** An event as its domain publishes it. */
export interface DomainEvent {
  readonly brand: BrandKey
  /** The entity that it is about, mostly a player: a UUID. Events of one key keep their order. */
  readonly key: string
  /** Counts the key's events, +1 each. */
  readonly keyVersion: bigint
  readonly id: string
  readonly type: string
  /** Of the type's schema. */
  readonly version: number
  /** JSON, as the type's schema encodes it. */
  readonly payload: unknown
  readonly occurredAt: Date
  readonly trace: string | null
}

/** An event with its place in its domain's stream, which never changes. */
export interface StreamEvent extends DomainEvent {
  readonly partition: number
  readonly tick: bigint
  readonly index: number
}

/** The brand in a stored event. There are few of them and many events, so each is checked once. */
export const storedBrand = (key: string): BrandKey => {
  const known = brands.get(key)
  if (known !== undefined) return known
  const brand = BrandKey.make(key)
  brands.set(key, brand)
  return brand
}

const brands = new Map<string, BrandKey>()
