import { expect, it } from "@effect/vitest"
import { Schema } from "effect"
import * as Examples from "../src/contract/AgentExamples.js"
import { AccrualView, AgentView, ConversionRequest, ReferredPlayer, StatementView, Terms } from "../src/contract.js"

const same = <A, I>(schema: Schema.Schema<A, I>, example: unknown) =>
  expect(Schema.encodeSync(schema)(Schema.decodeUnknownSync(schema)(example))).toEqual(example)

it("the examples of the routes are read and written by their schemas, with nothing left over", () => {
  same(AgentView, Examples.own)
  same(Terms, Examples.terms)
  same(ReferredPlayer, Examples.referred)
  same(AccrualView, Examples.accrued)
  same(StatementView, Examples.settled)
  same(ConversionRequest, Examples.conversion)
})
