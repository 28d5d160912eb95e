import type { Law } from "./Law.js"
import { caseLaws } from "./laws/caseLaws.js"
import { commandLaws } from "./laws/commandLaws.js"
import { countingLaws } from "./laws/countingLaws.js"

/** What is true of turnover on every store. */
export const laws: ReadonlyArray<Law> = [...countingLaws, ...caseLaws, ...commandLaws]
