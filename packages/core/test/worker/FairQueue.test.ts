import { describe, expect, it } from "@effect/vitest"
import { FairQueue } from "../../src/queue/FairQueue.js"
import { FairSlots } from "../../src/queue/FairSlots.js"

const queue = (most: number, ...items: ReadonlyArray<string>) => {
  const made = new FairQueue<string>(most)
  for (const item of items) made.offer(item[0]!, item)
  return made
}

const rest = (from: FairQueue<string>) => {
  const items: Array<string> = []
  for (let item = from.take(); item !== undefined; item = from.take()) items.push(item)
  return items
}

describe("a fair queue", () => {
  it("gives one item of each share in turn, each share's in the order of arrival", () => {
    expect(rest(queue(9, "a1", "a2", "a3", "b1", "c1", "b2"))).toEqual(["a1", "b1", "c1", "a2", "b2", "a3"])
  })

  it("refuses what is over a share's bound, and of no other share", () => {
    const full = queue(2, "a1", "a2")
    expect([full.offer("a", "a3"), full.offer("b", "b1"), full.size]).toEqual([false, true, 3])
  })

  it("is visited in turn, keeps what is left in its order, and begins the next visit behind the share served last", () => {
    const visited = queue(9, "a1", "a2", "a3", "a4", "b1", "c1", "c2")
    const taken: Array<string> = []
    visited.visit((item) => {
      if (taken.length === 4) return "enough"
      if (item === "a1") return "left"
      taken.push(item)
      return "taken"
    })
    expect([taken, visited.size]).toEqual([["b1", "c1", "a2", "c2"], 3])
    expect(rest(visited)).toEqual(["a1", "a3", "a4"])
    const cut = queue(9, "a1", "a2", "b1", "b2")
    let left = 1
    cut.visit(() => (left-- > 0 ? "taken" : "enough"))
    expect(rest(cut)).toEqual(["b1", "a2", "b2"])
  })

  it("makes room where the most wait, and removes what no longer waits", () => {
    const crowded = queue(9, "a1", "b1", "b2", "b3", "a2")
    expect([crowded.dropFromLongest(), crowded.remove("a", "a1"), crowded.remove("a", "a1")]).toEqual([
      "b3",
      true,
      false
    ])
    expect(rest(crowded)).toEqual(["a2", "b1", "b2"])
  })
})

describe("fair slots", () => {
  it("leave room next to a share that holds its maximum", () => {
    const slots = new FairSlots({ concurrency: 3, each: 2, waiting: 2 })
    const started: Array<string> = []
    const enter = (name: string) => slots.enter(name[0]!, () => started.push(name))
    expect(["a1", "a2", "a3", "a4", "a5", "b1", "b2"].map(enter)).toEqual([true, true, true, true, false, true, true])
    expect(started).toEqual(["a1", "a2", "b1"])
    slots.leave("a")
    expect(started.at(-1)).toBe("a3")
    slots.leave("a")
    expect(started.at(-1)).toBe("b2")
    slots.leave("b")
    expect(started.at(-1)).toBe("a4")
  })

  it("are released by what waits, not by what has started", () => {
    const slots = new FairSlots({ concurrency: 1, waiting: 2 })
    const [one, two] = [() => undefined, () => undefined]
    slots.enter("a", one)
    slots.enter("a", two)
    expect([slots.cancel(one), slots.cancel(two)]).toEqual([false, true])
  })
})
