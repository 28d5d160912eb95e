import type { BrandKey } from "@croupier/core/Brand"
import { allAccounts, type Difference } from "./Variance.js"

/** A sum of entries in a currency, as text: it may be larger than a column of one entry. */
export interface Sum {
  readonly currency: string
  readonly sum: string
}

/** The entries of all accounts of a brand in a currency, added up part by part. */
export class Wholes {
  readonly #sums = new Map<string, Difference>()

  add(brand: BrandKey, sums: ReadonlyArray<Sum>): void {
    for (const { currency, sum } of sums) {
      const name = `${brand} ${currency}`
      const found = (this.#sums.get(name)?.found ?? 0n) + BigInt(sum)
      this.#sums.set(name, { brand, wallet: null, kind: allAccounts, sub: "", currency, expected: 0n, found })
    }
  }

  notNothing(): ReadonlyArray<Difference> {
    return [...this.#sums.values()].filter(({ found }) => found !== 0n)
  }
}
