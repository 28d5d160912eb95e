import { describe, expect, it } from "@effect/vitest"
import { freezeBlocks } from "../../src/rules/freezeBlocks.js"
import { operator, Table } from "./Table.js"

const frozen = () => {
  const t = new Table()
  t.do("gate", "f1", freeze)
  return t
}
const freeze = { change: { set: freezeBlocks("example", operator("ann")), clear: [] } }

describe("a freeze", () => {
  it("is lifted by two operators, who are two persons and no other kind of actor", () => {
    const t = frozen()
    for (const kind of ["player", "agent", "provider", "service", "system"] as const) {
      expect(t.unfreeze("u1", "f1", operator("ann"), { kind, id: "bob" })).toBe("operator-needed")
      expect(t.unfreeze("u1", "f1", { kind, id: "bob" }, operator("ann"))).toBe("operator-needed")
    }
    expect(t.unfreeze("u1", "f1", operator("ann"), operator("ann"))).toBe("same-person")
    expect(t.unfreeze("u1", "f1")).toBe("ok")
    expect(t.row.blocks).toEqual([])
  })

  it("is not lifted by what was decided about an earlier one", () => {
    const t = frozen()
    t.unfreeze("u1", "f1")
    t.do("gate", "f2", freeze)
    expect(t.unfreeze("u2", "f1")).toBe("other-freeze")
    expect(t.unfreeze("u2", "f2")).toBe("ok")
    expect(t.unfreeze("u3", "f2")).toBe("not-frozen")
  })

  it("set again, in whole or in part, is another one", () => {
    const t = frozen()
    t.block("f2", "withdraw", { source: "reconciliation" })
    expect(t.unfreeze("u1", "f1")).toBe("other-freeze")
    expect(t.unfreeze("u1", "f2")).toBe("ok")
    expect(t.row.blocks).toEqual([])
  })

  it("does not take its name from the command that asks for it", () => {
    const t = new Table()
    t.do("gate", "f1", {
      change: { set: freezeBlocks("example", operator("ann")).map((b) => ({ ...b, freeze: "x" })), clear: [] }
    })
    expect(t.unfreeze("u1", "f1")).toBe("ok")
  })
})
