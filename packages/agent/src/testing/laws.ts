import type { Law } from "./Law.js"
import { accrualLaws } from "./laws/accrualLaws.js"
import { settlementLaws } from "./laws/settlementLaws.js"
import { treeLaws } from "./laws/treeLaws.js"

/** What is true of agents on every store. */
export const laws: ReadonlyArray<Law> = [...treeLaws, ...accrualLaws, ...settlementLaws]
