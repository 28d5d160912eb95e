import type { BrandKey } from "@croupier/core/Brand"
import type { WalletId } from "@croupier/core/Ids"
import { describe, expect, it } from "@effect/vitest"
import { Effect, Fiber } from "effect"
import { stamp } from "../../src/internal/posting/stamp.js"
import { Lane } from "../../src/internal/sql/Lane.js"
import { alice } from "../http/service.js"
import { playerOf } from "./play.js"

const deposit = (brand: string, n: number) =>
  playerOf(brand as BrandKey, alice as WalletId).deposit(String(n), 1_000_000n)

/** A lane that holds its first batch, of one call, until it is released; the brands of the batches after it. */
const held = () => {
  const batches: Array<ReadonlyArray<string>> = []
  const gate: { open: () => void } = { open: () => undefined }
  const closed = new Promise<void>((resolve) => {
    gate.open = resolve
  })
  const lane = new Lane(
    async (batch) => {
      if (batches.push(batch.map(({ group }) => group[0]!.command.brand)) === 1) await closed
      for (const call of batch) call.answer(Effect.succeed([]))
    },
    { maxBatch: 4, waiting: 20, deadline: 5000 }
  )
  const submit = (brand: string, n: number) =>
    Effect.runFork(Effect.either(lane.submit([stamp(deposit(brand, n), Date.now())])))
  return { batches, lane, submit, gate }
}

describe("a lane", () => {
  it("posts a brand's call in the next batch, however many of another brand wait", async () => {
    const { batches, gate, lane, submit } = held()
    submit("aurora", 0)
    for (let n = 1; n <= 15; n++) submit("aurora", n)
    submit("borealis", 1)
    gate.open()
    await lane.idle()
    expect(batches.slice(0, 2)).toEqual([["aurora"], ["aurora", "borealis", "aurora", "aurora"]])
    expect(batches.flat()).toHaveLength(17)
  })

  it("refuses a brand's calls over its bound at once, to be asked again, and those of no other brand", async () => {
    const { gate, lane, submit } = held()
    submit("aurora", 0)
    for (let n = 1; n <= 20; n++) submit("aurora", n)
    const over = submit("aurora", 21)
    await new Promise((resolve) => setImmediate(resolve))
    expect(over.unsafePoll()).toMatchObject({
      value: { _tag: "Left", left: { _tag: "WalletUnavailable", outcome: "not-applied" } }
    })
    const other = submit("borealis", 1)
    gate.open()
    expect(await Effect.runPromise(Fiber.join(other))).toMatchObject({ _tag: "Right" })
    await lane.idle()
  })
})
