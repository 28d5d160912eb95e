import type { Law } from "./Law.js"
import { bankAccountLaws } from "./laws/bankAccountLaws.js"
import { eventLaws } from "./laws/eventLaws.js"
import { exclusionLaws } from "./laws/exclusionLaws.js"
import { identityLaws } from "./laws/identityLaws.js"
import { limitLaws } from "./laws/limitLaws.js"
import { registrationLaws } from "./laws/registrationLaws.js"
import { sessionLaws } from "./laws/sessionLaws.js"
import { statusLaws } from "./laws/statusLaws.js"

/** What is true of players on every store. */
export const laws: ReadonlyArray<Law> = [
  ...registrationLaws,
  ...sessionLaws,
  ...statusLaws,
  ...limitLaws,
  ...exclusionLaws,
  ...identityLaws,
  ...bankAccountLaws,
  ...eventLaws
]
