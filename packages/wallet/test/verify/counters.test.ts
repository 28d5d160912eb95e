import assert from "node:assert/strict"
import * as TestPostgres from "@croupier/core/testing/TestPostgres"
import { layer } from "@effect/vitest"
import { Context, Effect, Layer } from "effect"
import { type CommandOf, TransactionKey, Wallet } from "../../src/contract.js"
import { renderReport, verifyLedger } from "../../src/verify/verifyLedger.js"
import * as WalletSql from "../../src/WalletSql.js"
import { walletOfAnyBrand } from "../sql/anyBrand.js"
import { owning } from "../sql/spanning.js"
import { played } from "./played.js"

const days = 40
const ago = days * 24 * 3_600_000

/** Moves what is written so far into the past, as if it had been posted that many days ago. */
const earlier = `
  UPDATE croupier_wallet.transaction SET at = at - interval '${days} days';
  UPDATE croupier_wallet.transaction SET state = jsonb_set(state, '{periods}', (
    SELECT jsonb_agg(p::bigint - ${ago} ORDER BY n) FROM jsonb_array_elements_text(state->'periods') WITH ORDINALITY AS x (p, n)))
  WHERE state ? 'periods';
  UPDATE croupier_wallet.transaction
  SET state = jsonb_set(state, '{request,createdAt}', to_jsonb((state->'request'->>'createdAt')::bigint - ${ago}))
  WHERE state ? 'request';
  UPDATE croupier_wallet.transaction
  SET state = jsonb_set(state, '{withdrawal,requestedAt}', to_jsonb((state->'withdrawal'->>'requestedAt')::bigint - ${ago}))
  WHERE state ? 'withdrawal';
  UPDATE croupier_wallet.round SET opened_at = opened_at - interval '${days} days', closed_at = closed_at - interval '${days} days';
  UPDATE croupier_wallet.deposit_request SET created_at = created_at - interval '${days} days';
  UPDATE croupier_wallet.withdrawal SET requested_at = requested_at - interval '${days} days';
  UPDATE croupier_wallet.wallet SET day_from = day_from - ${ago}, day_until = day_until - ${ago},
    week_from = week_from - ${ago}, week_until = week_until - ${ago},
    month_from = month_from - ${ago}, month_until = month_until - ${ago}`

layer(Layer.provideMerge(WalletSql.layerSql, TestPostgres.layer(walletOfAnyBrand)), { timeout: 60_000 })(
  "the counters of a wallet",
  (it) => {
    it.scoped("are those of its periods, also where a reversal or a request is of an earlier one", () =>
      Effect.gen(function* () {
        const { asked, brand, change, player } = yield* played(yield* owning)
        yield* change(earlier)
        const own = { brand, wallet: player.wallet, actor: { kind: "operator", id: "one" } as const }
        const reverse = (name: string, deposit: string): CommandOf<"deposit-reverse"> => ({
          _tag: "deposit-reverse",
          ...own,
          key: TransactionKey.once("back", `${name}-${player.wallet}`),
          original: TransactionKey.once(deposit, `${name}-${player.wallet}`),
          reason: "test"
        })
        const sound = Effect.flatMap(verifyLedger({ brands: [brand] }), (report) =>
          Effect.sync(() => assert.deepEqual(report.faults, [], renderReport(report)))
        )
        yield* sound
        const commands = [
          reverse("credit", "authority"),
          player.rollback("x5", "b5"),
          { ...player.bet("b6", 7n), round: { provider: "hub88", id: `new of ${player.wallet}` } },
          { ...player.bet("b7", 2n), round: { provider: "hub88", id: `new of ${player.wallet}` } },
          player.rollback("x6", "b6"),
          {
            _tag: "deposit-request-end",
            ...own,
            key: TransactionKey.once("end", player.wallet),
            request: asked,
            as: "cancelled",
            reason: "test"
          },
          player.deposit("again", 50n),
          reverse("again", "deposit"),
          reverse("d", "deposit")
        ] as const
        // Not the wallet that posted so far: it caches the player's earlier state.
        const { post } = Context.get(yield* Layer.build(Layer.fresh(WalletSql.layerSql)), Wallet)
        for (const command of commands) {
          const result = yield* post(command)
          assert.equal(result._tag, "ok", `${command._tag}: ${JSON.stringify(result, (_, v) => String(v))}`)
          yield* sound
        }
      })
    )
  }
)
