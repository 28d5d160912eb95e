import type { BrandKey } from "@croupier/core/Brand"
import type { WalletId } from "@croupier/core/Ids"
import * as FairTurns from "@croupier/core/queue/FairTurns"
import { describe, expect, it } from "@effect/vitest"
import { Effect, Fiber } from "effect"
import { ask } from "../../src/internal/client/Asking.js"
import type { Reply } from "../../src/internal/client/CallConnection.js"
import { PostQueue } from "../../src/internal/client/PostQueue.js"
import { playerOf } from "../sql/play.js"
import { alice } from "./service.js"

const deposit = (brand: string, n: number) =>
  playerOf(brand as BrandKey, alice as WalletId).deposit(String(n), 1_000_000n)

/** A queue to a service that holds its first answer; the brands of each request, and how each group is answered. */
const held = (answerTo: (brand: string) => object = () => ({ _tag: "answered", results: [] })) => {
  const requests: Array<ReadonlyArray<string>> = []
  const gate: { open: () => void } = { open: () => undefined }
  const closed = new Promise<void>((resolve) => {
    gate.open = resolve
  })
  const send = async (body: string): Promise<Reply> => {
    const { groups } = JSON.parse(body) as { readonly groups: ReadonlyArray<ReadonlyArray<{ readonly brand: string }>> }
    const brands = groups.map(([command]) => command!.brand)
    if (requests.push(brands) === 1) await closed
    return { status: 200, body: JSON.stringify({ groups: brands.map(answerTo) }) }
  }
  const queue = new PostQueue(send, { maxBatch: 4, waiting: 20, deadline: 400 })
  const submit = (brand: string, n: number) => Effect.runFork(Effect.either(queue.submit([deposit(brand, n)])))
  return { requests, queue, submit, gate }
}

describe("the queue to the wallet service", () => {
  it("sends a brand's group in the next request, however many of another brand wait", async () => {
    const { gate, queue, requests, submit } = held()
    for (let n = 0; n <= 15; n++) submit("aurora", n)
    submit("borealis", 1)
    gate.open()
    await queue.idle()
    expect(requests[1]).toContain("borealis")
    expect(requests.flat()).toHaveLength(17)
  })

  it("refuses a brand's groups over its bound at once, to be asked again, and those of no other brand", async () => {
    const { gate, queue, submit } = held()
    for (let n = 0; n <= 20; n++) submit("aurora", n)
    const over = submit("aurora", 21)
    await new Promise((resolve) => setImmediate(resolve))
    expect(over.unsafePoll()).toMatchObject({
      value: { _tag: "Left", left: { _tag: "WalletUnavailable", outcome: "not-applied" } }
    })
    const other = submit("borealis", 1)
    gate.open()
    expect(await Effect.runPromise(Fiber.join(other))).toMatchObject({ _tag: "Right" })
    await queue.idle()
  })

  it("does not pause a brand because the service has refused another's groups", async () => {
    const { gate, queue, requests, submit } = held((brand) =>
      brand === "aurora"
        ? { _tag: "unavailable", outcome: "not-applied", detail: "too many" }
        : { _tag: "answered", results: [] }
    )
    submit("aurora", 0)
    gate.open()
    while (requests.length === 0) await new Promise((resolve) => setImmediate(resolve))
    let turns = 0
    const calm = submit("borealis", 1)
    const isOver = () => calm.unsafePoll() !== null
    for (; !isOver() && turns < 50; turns++) await new Promise((resolve) => setImmediate(resolve))
    expect([isOver(), requests.length]).toEqual([true, 2])
    await queue.idle()
  })
})

describe("questions to the wallet service", () => {
  it("are asked for one brand in turn with those of another, and refused at once over its bound", async () => {
    const asked: Array<string> = []
    const gate: { open: () => void } = { open: () => undefined }
    const closed = new Promise<void>((resolve) => {
      gate.open = resolve
    })
    const put = ask({
      send: async ({ path }) => {
        if (asked.push(path) === 1) await closed
        return { status: 200, body: path }
      },
      deadline: 2000,
      turns: FairTurns.make({ concurrency: 1, waiting: 3, patience: 2000 })
    })
    const of = (brand: string, path: string) =>
      Effect.runFork(Effect.either(put({ method: "GET", brand: brand as BrandKey, path, read: (body) => body })))
    const fibers = ["a0", "a1", "a2", "a3"].map((path) => of("aurora", path))
    expect(await Effect.runPromise(Fiber.join(of("aurora", "a4")))).toMatchObject({
      left: { _tag: "WalletUnavailable", outcome: "not-applied" }
    })
    const calm = of("borealis", "b1")
    gate.open()
    await Effect.runPromise(Fiber.joinAll([...fibers, calm]))
    expect(asked).toEqual(["a0", "a1", "b1", "a2", "a3"])
  })
})
