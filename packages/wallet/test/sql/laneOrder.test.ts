import assert from "node:assert/strict"
import type { BrandKey } from "@croupier/core/Brand"
import { describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { WalletUnavailable } from "../../src/contract.js"
import { stamp } from "../../src/internal/posting/stamp.js"
import type { Pool } from "../../src/internal/sql/BatchConnection.js"
import { Call } from "../../src/internal/sql/Call.js"
import { HotPlayers } from "../../src/internal/sql/HotPlayers.js"
import { Lane } from "../../src/internal/sql/Lane.js"
import { readDecideApply } from "../../src/internal/sql/readDecideApply.js"
import { transferOf } from "./transfers.js"

const brand = "aurora" as BrandKey
const group = (...ids: ReadonlyArray<string>) => ids.map((id) => stamp(transferOf(brand, id, 1n), 0))

describe("a lane", () => {
  it("keeps the order of calls that share a key, also behind one that has to wait itself", async () => {
    const batches: Array<ReadonlyArray<string>> = []
    const lane = new Lane(
      async (batch) => {
        batches.push(batch.map(({ group }) => group.map(({ command }) => command.key.at(-1)).join("+")))
        for (const call of batch) call.answer(Effect.succeed([]))
      },
      { maxBatch: 10, deadline: 1000, waiting: 100 }
    )
    const submit = (...ids: ReadonlyArray<string>) => Effect.runPromise(lane.submit(group(...ids)))
    await Promise.all([submit("x"), submit("a"), submit("a", "b"), submit("b"), submit("c")])
    assert.deepEqual(batches, [["x"], ["a", "c"], ["a+b"], ["b"]])
  })

  it("does not apply a call that was answered not-applied during the read", async () => {
    const answers: Array<string> = []
    const [late, other] = ["late", "other"].map(
      (id) =>
        new Call(group(id), Date.now() + 1000, (answer) =>
          answers.push(`${id} ${Effect.runSync(Effect.exit(answer))._tag}`)
        )
    )
    const applied: Array<string> = []
    const client = {
      query: async ({ text, values }: { readonly text: string; readonly values: ReadonlyArray<unknown> }) => {
        if (text.includes("apply_batch")) {
          applied.push(String(values[4]))
          return { rows: [["applied"]] }
        }
        late!.answer(Effect.fail(new WalletUnavailable({ outcome: late!.outcome, detail: "too late" })))
        return { rows: [["clock", "(1000,42)"]] }
      },
      release: () => undefined
    }
    const pool = { connect: async () => client } as unknown as Pool
    const store = { pool, policies: new Map(), patience: 1000, onCommitted: () => undefined, hot: new HotPlayers() }
    await readDecideApply(store, [late!, other!])
    assert.deepEqual(answers, ["late Failure", "other Success"])
    assert.equal(applied.length, 1)
    assert.match(applied[0]!, /transfer[/:]other/)
    assert.doesNotMatch(applied[0]!, /late/)
  })
})
