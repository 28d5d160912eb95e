import type { LicenceKey } from "@croupier/core/Brand"
import type { ExclusionView } from "../contract/Exclusion.js"

/** The licences' registers of excluded persons, in memory; like the table it answers yes or no. */
export class ExclusionRegisterMemory {
  /** By licence and print: the ends of the exclusions that it stands under. */
  readonly #prints = new Map<string, Map<string, number | null>>()

  add(licence: LicenceKey, prints: ReadonlyArray<Uint8Array>, { endsAt, id }: ExclusionView): void {
    for (const print of prints) {
      const key = keyOf(licence, print)
      const ends = this.#prints.get(key) ?? new Map<string, number | null>()
      if (!ends.has(id)) ends.set(id, endsAt)
      this.#prints.set(key, ends)
    }
  }

  end({ endsAt, id }: ExclusionView): void {
    for (const ends of this.#prints.values()) if (ends.get(id) === null) ends.set(id, endsAt)
  }

  has(licence: LicenceKey, prints: ReadonlyArray<Uint8Array>, now: number): boolean {
    return prints.some((print) =>
      [...(this.#prints.get(keyOf(licence, print))?.values() ?? [])].some((endsAt) => endsAt === null || now < endsAt)
    )
  }
}

const keyOf = (licence: LicenceKey, print: Uint8Array): string => `${licence} ${Buffer.from(print).toString("hex")}`
