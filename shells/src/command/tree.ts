import * as Command from "@effect/cli/Command"
import { brandAdd, brandList } from "./brand.js"
import { configCheck } from "./config.js"
import { credentialIssue, credentialList } from "./credential.js"
import { credentialEnd } from "./credentialEnd.js"
import { dev } from "./dev.js"
import { doctor } from "./doctor.js"
import { domainAdd, domainList, domainRemove } from "./domain.js"
import { type Group, groupCommand } from "./group.js"
import type { Leaf } from "./Leaf.js"
import { migratePlan, migrateStatus, migrateUp } from "./migrate.js"
import { openapi } from "./openapi.js"
import { outboxList, outboxRebase, outboxReplay, outboxRetire } from "./outbox.js"
import { verify } from "./verify.js"

/** The commands of one word. */
export const single: readonly [Leaf, ...ReadonlyArray<Leaf>] = [dev, doctor, verify, openapi]

/** The commands of two words, by the first. */
export const groups: ReadonlyArray<Group> = [
  { name: "brand", summary: "brands and their licences", leaves: [brandList, brandAdd] },
  { name: "domain", summary: "the domains of brands and operators", leaves: [domainList, domainAdd, domainRemove] },
  {
    name: "credential",
    summary: "credentials with game providers",
    leaves: [credentialList, credentialIssue, credentialEnd]
  },
  { name: "migrate", summary: "roles and schemas of the database", leaves: [migrateStatus, migratePlan, migrateUp] },
  {
    name: "outbox",
    summary: "dead letters, and recovery after a database restore",
    leaves: [outboxList, outboxReplay, outboxRetire, outboxRebase]
  },
  { name: "config", summary: "the environment of the processes", leaves: [configCheck] }
]

/** Every command, in the order in which help and reference list them. */
export const leaves: ReadonlyArray<Leaf> = [...single, ...groups.flatMap((group) => group.leaves)]

/** The parser of all of them. */
export const root = Command.make("croupier").pipe(
  Command.withSubcommands([
    single[0].command,
    ...single.slice(1).map(({ command }) => command),
    ...groups.map(groupCommand)
  ])
)
