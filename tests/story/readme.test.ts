import { spawn } from "node:child_process"
import { once } from "node:events"
import { readFileSync } from "node:fs"
import { join, resolve } from "node:path"
import { expect, it } from "@effect/vitest"
import { Effect } from "effect"
import * as AllInOne from "../support/AllInOne.js"

const root = resolve(import.meta.dirname, "../..")

/** What a reader would paste, block by block, in the README's own order. */
const blocks = [...readFileSync(join(root, "README.md"), "utf8").matchAll(/^```sh\n(.*?)^```$/gms)].map(
  ([, block]) => block ?? ""
)

/** Runs a text as bash would run what is pasted into it, in the root of the repository. */
const bash = (script: string, environment: Readonly<Record<string, string>>) =>
  Effect.promise(async () => {
    const child = spawn("bash", ["-euo", "pipefail", "-s"], {
      cwd: root,
      env: { PATH: process.env.PATH, HOME: process.env.HOME, ...environment }
    })
    const said = { stdout: "", stderr: "" }
    for (const stream of ["stdout", "stderr"] as const) {
      child[stream].setEncoding("utf8").on("data", (chunk: string) => {
        said[stream] += chunk
      })
    }
    child.stdin.end(script)
    const [code] = await once(child, "close")
    return { code, ...said }
  })

it.scopedLive(
  "the README moves money: what its blocks say, pasted one after the other, ends at 51500 and balanced",
  () =>
    Effect.gen(function* () {
      expect(blocks.length).toBeGreaterThanOrEqual(6)
      const place = yield* AllInOne.place
      const { running } = yield* AllInOne.start(place)
      yield* running

      const home = { CROUPIER_HOME: join(place.folder, ".croupier") }
      const { code, stderr, stdout } = yield* bash(blocks.join("\n"), home)
      expect([code, stderr]).toEqual([0, ""])

      const lines = stdout.split("\n").filter((line) => line !== "")
      const [completed, bet, win, again, balance, transactions] = lines.slice(0, 6).map((line) => JSON.parse(line))
      expect(completed).toMatchObject({ status: "completed", amount: "50000" })
      expect(bet).toMatchObject({ status: "RS_OK", balance: 4_900_000_000 })
      expect(win).toMatchObject({ status: "RS_OK", balance: 5_150_000_000 })
      expect(again).toEqual(win)
      expect(balance).toEqual({ currency: "KRW", cash: "51500", bonus: "0", held: "0" })
      expect(transactions.items.map(({ kind, cash }: { kind: string; cash: string }) => [kind, cash])).toEqual([
        ["win", "2500"],
        ["bet", "-1000"],
        ["deposit", "50000"]
      ])
      expect(lines.slice(6)).toEqual([expect.stringMatching(/^the ledger balances: 1 brand, 2 wallets, /)])
    })
)
