import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer } from "effect"
import { storedDirectory } from "../../src/brands/BrandDirectorySql.js"
import { brandCommand, usage, wantsHelp } from "../../src/brands/brandCommand.js"
import { brandOrder } from "../../src/brands/brandOrder.js"
import * as TestPostgres from "../../src/testing/TestPostgres.js"

const configuring = <A, E>(test: Effect.Effect<A, E, TestPostgres.TestDatabase | Tools>) =>
  Effect.provide(
    test,
    Layer.provideMerge(Layer.orDie(TestPostgres.layerAs("croupier_config")), TestPostgres.layerDatabase([]))
  )

type Tools = Effect.Effect.Context<typeof storedDirectory>

const words = (text: string): ReadonlyArray<string> => text.split(" ")

const licence = "--jurisdiction Malta --minimum-age 18 --require name --require birthDate"
const aurora =
  "brand add aurora --name Aurora --licence mga --timezone Asia/Seoul --currency KRW --domain aurora.example"

/** What is wrong, and what the answer has to name. */
const mistakes: ReadonlyArray<readonly [given: string, answer: RegExp]> = [
  ["add aurora --name A", /also needs --licence, --timezone, --currency, --domain/],
  ["add --name A", /takes one key, not none/],
  ["add aurora --nmae A", /--nmae/],
  [aurora.replace("Asia/Seoul", "Asia/Seuol"), /^--timezone: "Asia\/Seuol" is not an IANA timezone$/],
  [aurora.replace("aurora.example", "Aurora.example:80"), /^--domain: "Aurora.example:80" is not a host name/],
  [aurora.replace("add aurora", "add Au_rora"), /^the key: a brand key is 2 to 12/],
  [aurora.replace("KRW", "won"), /^--currency: a currency code/m],
  [`${aurora} --reporting-currency EUR`, /--reporting-currency EUR is none of the brand's/],
  [`${aurora} --jurisdiction Malta --minimum-age young`, /^--minimum-age: /],
  [`${aurora} --jurisdiction Malta --minimum-age 0x12`, /^--minimum-age: /],
  [`${aurora} --jurisdiction Malta --minimum-age 2e1`, /^--minimum-age: /],
  [`${aurora} --jurisdiction Malta --minimum-age 18 --require shoeSize`, /^--require: /],
  [`${aurora} --currency EUR --currency KRW`, /^--currency: a currency is named twice$/],
  [aurora.replace("Asia/Seoul", "+09:00"), /^--timezone: "\+09:00" is not an IANA timezone$/],
  [aurora.replace("Aurora", "\u00a0"), /^--name: /]
]

describe("croupier brand", () => {
  for (const [given, answer] of mistakes) {
    it.effect(`a mistake would make half a brand: ${given}`, () =>
      Effect.map(Effect.flip(brandOrder(words(given.replace(/^(?:brand )?add /, "")))), ({ message }) =>
        assert.match(message, answer)
      )
    )
  }

  it("help would need a database", () => {
    assert.deepStrictEqual(
      [wantsHelp([]), wantsHelp(words("brand add --help")), wantsHelp(words(aurora))],
      [true, true, false]
    )
    assert.match(usage, /brand add <key>/)
  })

  it.live("a brand would not be there with its licence and domains, or not be the same when it is added again", () =>
    configuring(
      Effect.gen(function* () {
        const run = (text: string) => brandCommand(words(text))
        const refusal = (text: string) =>
          Effect.map(Effect.flip(run(text)), (error) => ("message" in error ? error.message : ""))
        assert.strictEqual(
          yield* refusal("brand remove aurora"),
          'there is no command "brand remove aurora": see --help'
        )
        assert.match(yield* refusal(aurora), /no licence mga: give --jurisdiction and --minimum-age/)
        assert.strictEqual(
          yield* run(`${aurora} ${licence} --domain aurora.example`),
          "added: licence mga, brand aurora, domain aurora.example"
        )
        assert.strictEqual(yield* run(`${aurora} ${licence}`), "the brand aurora is there already, as asked")
        assert.strictEqual(yield* run(`${aurora} --domain www.aurora.example`), "added: domain www.aurora.example")
        assert.match(yield* refusal(aurora.replace("Asia/Seoul", "UTC")), /is there with other settings/)
        assert.match(yield* refusal(`${aurora} ${licence.replace("18", "21")}`), /is there with other rules/)
        const other = "brand add other --name Other --licence mga --timezone UTC --currency EUR --domain"
        assert.match(yield* refusal(`${other} aurora.example`), /aurora.example is of the brand aurora/)
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
          yield* run("brand list"),
          /^aurora {2}mga {2}Asia\/Seoul {2}KRW {2}open {2}aurora.example,www.aurora.example$/m
        )
      })
    )
  )
})
