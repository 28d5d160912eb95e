import assert from "node:assert/strict"
import { describe, it } from "@effect/vitest"
import { FastCheck } from "effect"
import { cutAt } from "../../src/internal/fold/Snapshot.js"

const snapshot = FastCheck.tuple(
  FastCheck.integer({ min: 3, max: 40 }),
  FastCheck.uniqueArray(FastCheck.integer({ min: 0, max: 30 }), { maxLength: 6 })
).map(([xmin, offsets]) => {
  const open = offsets.map((offset) => xmin + offset).sort((a, b) => a - b)
  const first = open[0] ?? xmin
  return `${first}:${(open.at(-1) ?? xmin) + 1}:${open.join()}`
})

/** What PostgreSQL says of a transaction: it was over when the snapshot was taken. */
const shows = (text: string, xid: number): boolean => {
  const [, xmax, open] = text.split(":")
  return xid < Number(xmax) && !open!.split(",").includes(String(xid))
}

describe("a snapshot that is cut", () => {
  it.prop(
    "shows what the whole one shows, up to where it is cut, and nothing else",
    [snapshot, FastCheck.integer({ min: 3, max: 80 })],
    ([whole, before]) => {
      const cut = cutAt(whole, BigInt(before))
      for (let xid = 3; xid < 90; xid++) assert.equal(shows(cut, xid), shows(whole, xid) && xid < before)
    }
  )

  it.prop(
    "is one that PostgreSQL takes: the open ones lie in order between its bounds",
    [snapshot, FastCheck.integer({ min: 3, max: 80 })],
    ([whole, before]) => {
      const [xmin, xmax, open] = cutAt(whole, BigInt(before)).split(":")
      const listed = open!
        .split(",")
        .filter((xid) => xid !== "")
        .map(Number)
      assert.ok(Number(xmin) <= Number(xmax))
      assert.ok(listed.every((xid, at) => xid >= Number(xmin) && xid < Number(xmax) && xid > (listed[at - 1] ?? 0)))
    }
  )
})
