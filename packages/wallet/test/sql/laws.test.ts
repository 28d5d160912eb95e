import { runs } from "@croupier/core/testing/LongRun"
import * as TestPostgres from "@croupier/core/testing/TestPostgres"
import { afterAll, describe, it } from "@effect/vitest"
import { Layer, ManagedRuntime } from "effect"
import { laws } from "../../src/testing/laws.js"
import * as WalletSql from "../../src/WalletSql.js"
import { walletOfAnyBrand } from "./anyBrand.js"
import { sqlSubject } from "./subject.js"

const runtime = ManagedRuntime.make(Layer.provideMerge(WalletSql.layerSql, TestPostgres.layer(walletOfAnyBrand)))
afterAll(() => runtime.dispose())

describe("the laws of every wallet, on PostgreSQL", () => {
  for (const law of laws) it(law.name, () => law.hold(sqlSubject(runtime), runs(50)))
})
