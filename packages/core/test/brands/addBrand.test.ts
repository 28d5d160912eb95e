import { parseArgs } from "node:util"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer } from "effect"
import { addBrand, renderAddedBrand } from "../../src/brands/addBrand.js"
import { storedDirectory } from "../../src/brands/BrandDirectorySql.js"
import { brandOrder } from "../../src/brands/brandOrder.js"
import { listBrands, renderBrands } from "../../src/brands/ListedBrand.js"
import * as TestPostgres from "../../src/testing/TestPostgres.js"

const configuring = <A, E>(test: Effect.Effect<A, E, TestPostgres.TestDatabase | Tools>) =>
  Effect.provide(
    test,
    Layer.provideMerge(Layer.orDie(TestPostgres.layerAs("croupier_config")), TestPostgres.layerDatabase([]))
  )

type Tools = Effect.Effect.Context<typeof storedDirectory>

const text = { type: "string" } as const
const texts = { type: "string", multiple: true } as const

/** The order that a person writes after `brand add`. */
const orderOf = (line: string) => {
  const { positionals, values } = parseArgs({
    args: line.split(" "),
    allowPositionals: true,
    options: {
      ...{ name: text, licence: text, timezone: text, jurisdiction: text, "reporting-currency": text },
      ...{ "minimum-age": text, currency: texts, domain: texts, require: texts }
    }
  })
  return brandOrder(positionals[0] ?? "", values)
}

const licence = "--jurisdiction Malta --minimum-age 18 --require name --require birthDate"
const aurora = "aurora --name Aurora --licence mga --timezone Asia/Seoul --currency KRW --domain aurora.example"

/** What is wrong, and what the answer has to name. */
const mistakes: ReadonlyArray<readonly [given: string, answer: RegExp]> = [
  [aurora.replace("Asia/Seoul", "Asia/Seuol"), /^--timezone: "Asia\/Seuol" is not an IANA timezone$/],
  [
    aurora.replace("aurora.example", "Aurora.example:80"),
    /^--domain: "Aurora.example:80" is not a lower-case host name/
  ],
  [aurora.replace("aurora", "Au_rora"), /^the key: a brand key is 2 to 12/],
  [aurora.replace("KRW", "won"), /^--currency: a currency code/m],
  [`${aurora} --reporting-currency EUR`, /--reporting-currency EUR is not one of the brand's/],
  [`${aurora} --jurisdiction Malta --minimum-age young`, /^--minimum-age: /],
  [`${aurora} --jurisdiction Malta --minimum-age 0x12`, /^--minimum-age: /],
  [`${aurora} --jurisdiction Malta --minimum-age 2e1`, /^--minimum-age: /],
  [`${aurora} --jurisdiction Malta --minimum-age 18 --require shoeSize`, /^--require: /],
  [`${aurora} --currency EUR --currency KRW`, /^--currency: a currency is named twice$/],
  [aurora.replace("Asia/Seoul", "+09:00"), /^--timezone: "\+09:00" is not an IANA timezone$/],
  [aurora.replace("Aurora", "\u00a0"), /^--name: /]
]

describe("adding a brand", () => {
  for (const [given, answer] of mistakes) {
    it.effect(`a mistake would make half a brand: ${given}`, () =>
      Effect.map(Effect.flip(orderOf(given)), ({ message }) => assert.match(message, answer))
    )
  }

  it.live("a brand would not be there with its licence and domains, or not be the same when it is added again", () =>
    configuring(
      Effect.gen(function* () {
        const run = (line: string) =>
          Effect.flatMap(orderOf(line), (order) =>
            Effect.map(addBrand(order), (added) => renderAddedBrand(order.brand.licence, added))
          )
        const refusal = (line: string) =>
          Effect.map(Effect.flip(run(line)), (error) => ("message" in error ? error.message : ""))
        assert.match(yield* refusal(aurora), /licence mga not found: give --jurisdiction and --minimum-age/)
        assert.strictEqual(
          yield* run(`${aurora} ${licence} --domain aurora.example`),
          "added: licence mga, brand aurora, domain aurora.example"
        )
        assert.strictEqual(yield* run(`${aurora} ${licence}`), "the brand aurora already exists with these settings")
        assert.strictEqual(yield* run(`${aurora} --domain www.aurora.example`), "added: domain www.aurora.example")
        assert.match(yield* refusal(aurora.replace("Asia/Seoul", "UTC")), /already exists with different settings/)
        assert.match(yield* refusal(`${aurora} ${licence.replace("18", "21")}`), /already exists with different rules/)
        const other = "other --name Other --licence mga --timezone UTC --currency EUR --domain"
        assert.match(yield* refusal(`${other} aurora.example`), /aurora.example belongs to the brand aurora/)
        assert.strictEqual(yield* run(`${other} other.example`), "added: brand other, domain other.example")
        const { brands, domains } = yield* storedDirectory
        assert.deepStrictEqual(
          [brands.map(({ key }) => key), domains.map(({ host }) => host)],
          [
            ["aurora", "other"],
            ["aurora.example", "other.example", "www.aurora.example"]
          ]
        )
        assert.match(
          renderBrands(yield* listBrands),
          /^aurora {2}mga {2}Asia\/Seoul {2}KRW {2}open {2}aurora.example,www.aurora.example$/m
        )
      })
    )
  )
})
