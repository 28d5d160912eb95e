import type { Actor } from "@croupier/core/Actor"
import { describe, expect, it } from "@effect/vitest"
import { operator, Table } from "./Table.js"

const kinds = ["player", "agent", "provider", "service", "system", "operator"] as const
const outsiders: ReadonlyArray<Actor["kind"]> = ["player", "agent", "provider"]

/** A withdrawal as each of its steps finds it. */
const withdrawal = (...before: ReadonlyArray<"approve" | "pay" | "settle">): Table => {
  const t = new Table()
  t.deposit("d", 100)
  t.hold("w", 50)
  if (before.includes("approve")) t.approve("a", "w")
  if (before.includes("pay")) t.pay("p", "w")
  if (before.includes("settle")) t.settle("s", "w")
  return t
}

const asked = (): Table => {
  const t = new Table()
  t.ask("q", 50)
  return t
}
const inReview = (): Table => {
  const t = new Table()
  t.ask("q", 50, 3_600_000, { review: "other-depositor" })
  t.complete("c", "q", 50)
  return t
}
const bank = { kind: "bank", sub: "main" } as const
const suspense = { kind: "suspense", sub: "" } as const
const adjustment = { kind: "adjustment", sub: "" } as const
const promo = { kind: "promo", sub: "" } as const

/** Decisions, and actors that may not take them. */
const decisions: Readonly<
  Record<string, { readonly refused: ReadonlyArray<Actor["kind"]>; readonly by: (actor: Actor) => string }>
> = {
  "approving a withdrawal": { refused: outsiders, by: (actor) => withdrawal().approve("x", "w", actor) },
  "beginning a payout": { refused: outsiders, by: (actor) => withdrawal("approve").pay("x", "w", { actor }) },
  "reporting that it failed": {
    refused: outsiders,
    by: (actor) => withdrawal("approve", "pay").fails("x", "w", undefined, actor)
  },
  "reporting that it was paid": {
    refused: outsiders,
    by: (actor) => withdrawal("approve", "pay").settle("x", "w", undefined, actor)
  },
  "reporting that it was returned": {
    refused: outsiders,
    by: (actor) => withdrawal("approve", "pay", "settle").giveBack("x", "w", actor)
  },
  "rejecting a withdrawal": { refused: outsiders, by: (actor) => withdrawal().release("x", "w", "rejected", actor) },
  "rejecting an approved withdrawal": {
    refused: outsiders,
    by: (actor) => withdrawal("approve").release("x", "w", "rejected", actor)
  },
  "cancelling a withdrawal": { refused: [], by: (actor) => withdrawal().release("x", "w", "cancelled", actor) },
  "rejecting a deposit request": { refused: outsiders, by: (actor) => asked().endRequest("x", "q", "rejected", actor) },
  "cancelling a deposit request": { refused: [], by: (actor) => asked().endRequest("x", "q", "cancelled", actor) },
  "rejecting a deposit in review": {
    refused: outsiders,
    by: (actor) => inReview().endRequest("x", "q", "rejected", actor)
  },
  "completing a deposit in review": {
    refused: [...outsiders, "service", "system"],
    by: (actor) => inReview().complete("x", "q", 50, { actor })
  },
  "a transfer that the bank has made": {
    refused: [],
    by: (actor) => new Table().transfer("x", 5, bank, suspense, { actor })
  },
  "a transfer between other accounts, whatever it is called": {
    refused: [...outsiders, "service"],
    by: (actor) => new Table().transfer("x", 5, adjustment, suspense, { actor, kind: "bank-receive" })
  },
  "a transfer to other accounts, whatever it is called": {
    refused: [...outsiders, "service"],
    by: (actor) => new Table().transfer("x", 5, bank, promo, { actor, kind: "bank-send" })
  },
  "an adjustment between bank and suspense": {
    refused: [...outsiders, "service"],
    by: (actor) => new Table().transfer("x", 5, bank, suspense, { actor, kind: "adjust" })
  }
}

describe("a decision", () => {
  for (const [name, { by, refused }] of Object.entries(decisions)) {
    it(`of ${name} is accepted for its kind of holder`, () => {
      const answers = Object.fromEntries(kinds.map((kind) => [kind, by({ ...operator("ann"), kind })]))
      const expected = kinds.map((kind) => [kind, refused.includes(kind) ? "operator-needed" : "ok"])
      expect(answers).toEqual(Object.fromEntries(expected))
    })
  }
})
