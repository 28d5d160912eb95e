import type { LicenceKey } from "@croupier/core/Brand"
import { compositeKey } from "@croupier/core/text/compositeKey"
import type { ExclusionView } from "../../contract/Exclusion.js"
import type { Marks } from "./PlayerRecord.js"

interface Entry {
  readonly licence: LicenceKey
  readonly print: string
  readonly exclusion: string
  readonly claimedAt: number
  verified: boolean
  endsAt: number | null
}

/** The licences' registers of excluded persons, in memory; like the table it answers which exclusions match. */
export class ExclusionRegisterMemory {
  readonly #entries = new Map<string, Entry>()

  add(licence: LicenceKey, { claimed, verified }: Marks, claimedAt: number, { endsAt, id }: ExclusionView): void {
    const put = (isVerified: boolean) => (bytes: Uint8Array) => {
      const print = text(bytes)
      const key = compositeKey(licence, print, id)
      const present = this.#entries.get(key)
      if (present === undefined) {
        this.#entries.set(key, { licence, print, exclusion: id, claimedAt, verified: isVerified, endsAt })
      } else {
        present.verified ||= isVerified
      }
    }
    claimed.forEach(put(false))
    verified.forEach(put(true))
  }

  end({ endsAt, id }: ExclusionView): void {
    for (const entry of this.#entries.values()) {
      if (entry.exclusion === id && entry.endsAt === null) entry.endsAt = endsAt
    }
  }

  matching(licence: LicenceKey, { claimed, verified }: Marks, since: number, now: number): ReadonlyArray<string> {
    const sought = { claimed: new Set(claimed.map(text)), verified: new Set(verified.map(text)) }
    const found = [...this.#entries.values()].filter(
      (entry) =>
        entry.licence === licence &&
        (entry.endsAt === null || now < entry.endsAt) &&
        ((entry.verified && sought.verified.has(entry.print)) ||
          (entry.claimedAt < since && sought.claimed.has(entry.print)))
    )
    return [...new Set(found.map(({ exclusion }) => exclusion))].sort()
  }
}

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex")
