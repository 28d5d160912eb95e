import type { BrandKey } from "@croupier/core/Brand"
import type { StreamEvent } from "@croupier/core/events/StreamEvent"

/** Events of each brand in their order; every consumer goes through the brands in the same order, so that none waits for another. */
export const byBrand = (
  events: ReadonlyArray<StreamEvent>
): ReadonlyArray<readonly [brand: BrandKey, events: ReadonlyArray<StreamEvent>]> => {
  const brands = new Map<BrandKey, Array<StreamEvent>>()
  for (const event of events) {
    const ofBrand = brands.get(event.brand)
    if (ofBrand === undefined) brands.set(event.brand, [event])
    else ofBrand.push(event)
  }
  return [...brands].toSorted(([a], [b]) => (a < b ? -1 : 1))
}
