import type { Law } from "./Law.js"
import { claimLaws } from "./laws/claimLaws.js"
import { sagaLaws } from "./laws/sagaLaws.js"
import { settlementLaws } from "./laws/settlementLaws.js"

/** What is true of promotions on every store. */
export const laws: ReadonlyArray<Law> = [...claimLaws, ...sagaLaws, ...settlementLaws]
