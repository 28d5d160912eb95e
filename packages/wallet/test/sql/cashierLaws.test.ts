import { runs } from "@croupier/core/testing/LongRun"
import * as TestPostgres from "@croupier/core/testing/TestPostgres"
import { afterAll, describe, it } from "@effect/vitest"
import { Layer, ManagedRuntime } from "effect"
import { cashierLaws } from "../../src/testing/cashierLaws.js"
import { preconditionLaws } from "../../src/testing/preconditionLaws.js"
import * as WalletSql from "../../src/WalletSql.js"
import { walletOfAnyBrand } from "./anyBrand.js"
import { sqlSubject } from "./subject.js"

const runtime = ManagedRuntime.make(Layer.provideMerge(WalletSql.layerSql, TestPostgres.layer(walletOfAnyBrand)))
afterAll(() => runtime.dispose())

describe("the laws of the cashier, on PostgreSQL", () => {
  const [path, ...rest] = cashierLaws
  it(path!.name, () => path!.hold(sqlSubject(runtime), runs(50)))
  for (const law of rest) it(law.name, () => law.hold(sqlSubject(runtime), runs(10)))
  for (const law of preconditionLaws) it(law.name, () => law.hold(sqlSubject(runtime), runs(390)))
})
