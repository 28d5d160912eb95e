import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { describe, expect, it } from "vitest"
import { compileConsumer, declarationsOf } from "./promise/Declarations.js"

/** Code of a team that has never seen Effect, for each entry. */
const consumers: Readonly<Record<string, string>> = {
  wallet: `
    import { CroupierError, Refused, newId, openWallet, transactionKey, type Balance } from "@croupier/wallet/promise"
    const wallet = await openWallet({ databaseUrl: "postgres://…", brand: { key: "mybrand", currencies: ["EUR"] } })
    const id = newId()
    try {
      const { balance } = await wallet.deposit({
        wallet: id, amount: "20", from: { kind: "bank", sub: "main" }, key: transactionKey("bank", "1")
      })
      const cash: string | undefined = balance?.cash
      for await (const line of wallet.history(id)) { const at: Date = line.at; void at }
      void cash
    } catch (error) {
      if (error instanceof Refused) { const held: Balance | null = error.balance; void held }
      if (error instanceof CroupierError) { const outcome: "not-applied" | "unknown" = error.outcome; void outcome }
    } finally {
      await wallet.close()
    }
    // @ts-expect-error an amount is a decimal string and no number
    await wallet.adjust({ wallet: id, amount: 20, direction: "credit", reason: "x", key: "a/b/c" })`
}

describe.each(Object.entries(consumers))("the declarations of @croupier/%s/promise", (name, consumer) => {
  const declarations = declarationsOf(`packages/${name}/src/promise.ts`)

  it("import nothing but declarations of ours: no type of Effect, of pg or of Node", () => {
    expect(declarations.foreign).toEqual([])
  })

  it("are enough for a consumer that has TypeScript's own library and no other types", () => {
    const work = mkdtempSync(join(tmpdir(), "croupier-consumer-"))
    try {
      expect(compileConsumer(work, declarations, consumer)).toEqual([])
    } finally {
      rmSync(work, { recursive: true, force: true })
    }
  })
})
