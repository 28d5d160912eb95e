import type { Law } from "./Law.js"
import { bankAccountLaws } from "./laws/bankAccounts.js"
import { eventLaws } from "./laws/events.js"
import { exclusionLaws } from "./laws/exclusions.js"
import { identityLaws } from "./laws/identity.js"
import { limitLaws } from "./laws/limits.js"
import { registrationLaws } from "./laws/registration.js"
import { sessionLaws } from "./laws/sessions.js"
import { statusLaws } from "./laws/status.js"

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
