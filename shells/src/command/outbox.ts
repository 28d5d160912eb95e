import { allDeadLetters, rebaseDomain, replayLetters, retireConsumer } from "@croupier/core/events/OutboxOperations"
import { renderLetters, renderRebase, renderReplay, renderRetired } from "@croupier/core/events/OutboxReport"
import * as Args from "@effect/cli/Args"
import * as Command from "@effect/cli/Command"
import * as Options from "@effect/cli/Options"
import { Effect, Option } from "effect"
import { databaseVariables, onDatabase } from "./database.js"
import { BadUsage } from "./ExitCode.js"
import { json, leaf, print, usualCodes } from "./Leaf.js"

const login = "Requires a login that is a member of croupier_span."
const common = { codes: usualCodes, variables: databaseVariables }
const domain = Args.text({ name: "domain" }).pipe(Args.withDescription("the domain of the outbox, such as wallet"))
const consumer = Args.text({ name: "consumer" }).pipe(Args.withDescription("the consumer name, as shown by list"))
const part = (name: string, description: string) =>
  Options.text(name).pipe(Options.withDescription(description), Options.optional)

/** `outbox list`. */
export const outboxList = leaf(
  {
    path: ["outbox", "list"],
    summary: "list dead letters: events that a consumer could not process",
    details: [`In stream order, at most 1000. ${login}`],
    examples: ["croupier outbox list"],
    ...common
  },
  Command.make("list", { json }, (given) =>
    Effect.flatMap(onDatabase("croupier_span")(allDeadLetters), (letters) =>
      print(given.json, { deadLetters: letters }, renderLetters(letters))
    )
  )
)

/** `outbox replay`. */
export const outboxReplay = leaf(
  {
    path: ["outbox", "replay"],
    summary: "replay a consumer's dead letters after the cause is fixed",
    details: [
      "Takes either four arguments for one key (brand, consumer, domain, key) or options: --consumer with optional filters.",
      login
    ],
    examples: [
      "croupier outbox replay aurora turnover wallet 019b76da-a801-7dd4-ad49-ce9299e3c28c",
      'croupier outbox replay --consumer turnover --reason "value too long"'
    ],
    ...common
  },
  Command.make(
    "replay",
    {
      words: Args.text({ name: "word" }).pipe(
        Args.withDescription("brand, consumer, domain and key, for one key"),
        Args.between(0, 4)
      ),
      consumer: part("consumer", "the consumer"),
      domain: part("domain", "filter by domain"),
      brand: part("brand", "filter by brand"),
      key: part("key", "filter by key"),
      reason: part("reason", "filter by text in the reason"),
      json
    },
    ({ json: asJson, words, ...options }) =>
      Effect.gen(function* () {
        const named = Object.values(options).some(Option.isSome)
        if (words.length === 4 ? named : words.length > 0 || Option.isNone(options.consumer)) {
          const message =
            "outbox replay requires <brand> <consumer> <domain> <key>, or --consumer with optional filters"
          return yield* new BadUsage({ message })
        }
        const [brand, consumer, domain, key] = words
        const wanted =
          words.length === 4
            ? { brand, consumer, domain, key }
            : {
                brand: Option.getOrUndefined(options.brand),
                consumer: Option.getOrUndefined(options.consumer),
                domain: Option.getOrUndefined(options.domain),
                key: Option.getOrUndefined(options.key),
                reason: Option.getOrUndefined(options.reason)
              }
        const replay = yield* onDatabase("croupier_span")(replayLetters(wanted))
        yield* print(asJson, replay, renderReplay(replay))
      })
  )
)

/** `outbox retire`. */
export const outboxRetire = leaf(
  {
    path: ["outbox", "retire"],
    summary: "retire a removed consumer so that it no longer blocks the outbox (irreversible)",
    details: ["Refused if a worker still runs the consumer.", login],
    examples: ["croupier outbox retire turnover wallet"],
    ...common
  },
  Command.make("retire", { consumer, domain, json }, (given) =>
    Effect.zipRight(
      onDatabase("croupier_span")(retireConsumer(given.consumer, given.domain)),
      print(
        given.json,
        { consumer: given.consumer, domain: given.domain, retired: true },
        renderRetired(given.consumer, given.domain)
      )
    )
  )
)

/** `outbox rebase`. */
export const outboxRebase = leaf(
  {
    path: ["outbox", "rebase"],
    summary: "restart a domain's batch numbering after a restore",
    details: ["The full procedure is in docs/runbooks/events.md.", login],
    examples: ["croupier outbox rebase wallet"],
    ...common
  },
  Command.make("rebase", { domain, json }, (given) =>
    Effect.flatMap(onDatabase("croupier_span")(rebaseDomain(given.domain)), (moved) =>
      print(given.json, { domain: given.domain, moved }, renderRebase(given.domain, moved))
    )
  )
)
