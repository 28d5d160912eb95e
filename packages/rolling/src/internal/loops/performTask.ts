import { type CommandOf, TransactionKey, Wallet } from "@croupier/wallet/contract"
import { Effect, Either, HashMap } from "effect"
import type { PlayerRef } from "../../contract/Rolling.js"
import type { Requirement, WalletTask } from "../../rules/State.js"
import { afterAnswer } from "../../rules/TaskAnswer.js"
import { type DueRequirement, RollingStore } from "../store/RollingStore.js"

/** Asks the wallet for a requirement's task, and stores what its answer means. A repeat after a crash gets the same answer. */
export const performTask = ({ brand, id, player }: DueRequirement) =>
  Effect.gen(function* () {
    const store = yield* RollingStore
    const wallet = yield* Wallet
    const known = yield* store.requirement(brand, id)
    const task = known?.requirement.task?.kind
    if (known === undefined || task === undefined) return
    const answer = yield* wallet.post(commandOf({ brand, player }, known.requirement, task))
    if (answer._tag === "refused" && answer.reason !== "grant-ended" && answer.reason !== "rounds-open") {
      yield* Effect.logWarning(`the wallet refuses to ${task} the bonus of requirement ${id}: ${answer.detail}`)
    }
    yield* store.change([{ brand, player, requirements: [id] }], (found) => {
      const own = found.playerOf({ brand, player })
      const step = afterAnswer(own, HashMap.unsafeGet(own.requirements, id), task, answer, found.now)
      return Either.right({ steps: [step], answer: undefined })
    })
  })

const commandOf = (
  { brand, player }: PlayerRef,
  { grant, id }: Requirement,
  task: WalletTask
): CommandOf<"bonus-convert" | "bonus-forfeit"> => {
  const common = { brand, wallet: player, actor: { kind: "system", id: "rolling" }, grant: grant ?? "" } as const
  return task === "convert"
    ? { _tag: "bonus-convert", ...common, key: TransactionKey.once("rolling-convert", id) }
    : { _tag: "bonus-forfeit", ...common, as: endings[task], key: TransactionKey.once(`rolling-${task}`, id) }
}

const endings = { expire: "expired", forfeit: "forfeited", lose: "lost" } as const
