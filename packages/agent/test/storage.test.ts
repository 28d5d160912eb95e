import { makeUuid, type PlayerId } from "@croupier/core/Ids"
import { withBrand } from "@croupier/core/postgres/BrandTransaction"
import * as TestPostgres from "@croupier/core/testing/TestPostgres"
import { layerMemory } from "@croupier/wallet/WalletMemory"
import { SqlClient } from "@effect/sql/SqlClient"
import { expect, layer } from "@effect/vitest"
import { Effect, Layer } from "effect"
import { AgentMaintenance } from "../src/AgentMaintenance.js"
import { prunePending } from "../src/internal/accrual/prunePending.js"
import { aPlayer, plays } from "../src/testing/Play.js"
import { aurora, borealis, line } from "../src/testing/Trees.js"
import * as World from "../src/testing/World.js"
import { database, storeSql } from "./storeSql.js"

const world = World.layer(storeSql, layerMemory).pipe(Layer.provideMerge(database))

const run = (text: string) => Effect.flatMap(SqlClient, (sql) => sql.unsafe(text)).pipe(withBrand(aurora))

const refusal = (text: string) =>
  Effect.map(Effect.flip(run(text)), ({ cause }) => (cause instanceof Error ? cause.message : String(cause)))

layer(world, { excludeTestServices: true })("the rows of agents", (it) => {
  it.effect("that are facts are never changed or removed, and a closed statement stays what it is", () =>
    Effect.gen(function* () {
      const [agent] = yield* line(["1"])
      if (agent === undefined) return yield* Effect.dieMessage("no agent")
      yield* plays(aurora, yield* aPlayer(aurora, agent.referralCode), { stake: 1000n })
      yield* (yield* World.Time).pass("8 days")
      const { finishStatements, freezePeriods } = yield* AgentMaintenance
      yield* freezePeriods
      yield* finishStatements
      for (const table of ["accrual", "chain", "placement", "agreement", "policy"]) {
        expect(yield* refusal(`UPDATE croupier_agent.${table} SET brand_id = brand_id`)).toContain("permission denied")
        expect(yield* refusal(`DELETE FROM croupier_agent.${table}`)).toContain("permission denied")
      }
      expect(yield* refusal("UPDATE croupier_agent.statement SET period_to = now()")).toContain("permission denied")
      const tampered = `UPDATE croupier_agent.statement SET result = jsonb_set(result, '{payout}', '"1"')`
      expect(yield* refusal(tampered)).toContain("a closed statement is never changed")
      expect(yield* Effect.provide(refusal(tampered), TestPostgres.layerOwner)).toContain("never changed")
    })
  )

  it.effect("of one brand are neither seen nor written in a transaction of another", () =>
    Effect.gen(function* () {
      yield* line(["1"])
      const seen = Effect.flatMap(SqlClient, (sql) => sql`SELECT FROM croupier_agent.agent`)
      expect((yield* withBrand(aurora)(seen)).length).toBeGreaterThan(0)
      expect(yield* withBrand(borealis)(seen)).toEqual([])
      const foreign = "INSERT INTO croupier_agent.tree (brand_id) VALUES ('borealis')"
      expect(yield* refusal(foreign)).toContain("row-level security")
    })
  )

  it.effect("of players who never registered here go after their time, and younger ones stay", () =>
    Effect.gen(function* () {
      const pending = Effect.map(run("SELECT FROM croupier_agent.pending"), (rows) => rows.length)
      yield* plays(aurora, (yield* makeUuid) as PlayerId, { stake: 1n })
      yield* Effect.provide(
        run("UPDATE croupier_agent.pending SET at = at - interval '31 days'"),
        TestPostgres.layerOwner
      )
      yield* plays(aurora, (yield* makeUuid) as PlayerId, { stake: 1n })
      expect(yield* pending).toBe(2)
      yield* prunePending(aurora)
      expect(yield* pending).toBe(1)
    })
  )
})
