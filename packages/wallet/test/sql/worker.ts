import * as Postgres from "@croupier/core/postgres/Postgres"
import { Effect, Layer, ManagedRuntime, Redacted } from "effect"
import { type Command, Wallet } from "../../src/contract.js"
import * as WalletSql from "../../src/WalletSql.js"

/** The wallet in a process of its own: posts what it is sent and sends back the answers. */
const runtime = ManagedRuntime.make(
  Layer.provideMerge(
    WalletSql.layerSql,
    Layer.orDie(
      Postgres.layer({ url: Redacted.make(process.env.WORKER_DATABASE_URL ?? ""), applicationName: "wallet-worker" })
    )
  )
)

process.on("message", ({ command, id }: { readonly id: number; readonly command: Command }) => {
  runtime.runPromise(Effect.flatMap(Wallet, (wallet) => wallet.post(command))).then(
    (result) => process.send?.({ id, result }),
    (error: unknown) => process.send?.({ id, error: String(error) })
  )
})
process.on("disconnect", () => void runtime.dispose().then(() => process.exit(0)))
process.send?.("ready")
