import { execFileSync } from "node:child_process"
import { readFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"
import { expect, it } from "vitest"

const root = dirname(dirname(fileURLToPath(import.meta.url)))

/** Words of a tone that technical English does not have, and what to write for them. */
const unwanted: ReadonlyArray<readonly [word: RegExp, instead: string]> = [
  [/\b(?:whoever|wherever)\b/i, "name the caller or the place"],
  [/\bwhose\b/i, '"with", "of which", or a sentence of its own'],
  [/\bwhom\b/i, "name the entity"],
  [/(?<![`"])\b(?:nobody|somebody)\b(?![`"])/i, '"no caller", "another person", "none"'],
  [/\bis let be\b/i, '"is ignored", "is left unchanged"'],
  [/\blingers\b/i, '"stays", "remains"'],
  [/\btells? of\b/i, '"reports", "describes"'],
  [/\bwithout a word\b|\bsays? a word\b/i, '"silently", "without notice"'],
  [/\bsits? down\b/i, '"launch a game"'],
  [/\bmend(?:s|ed|ing)?\b/i, '"fix", "repair"'],
  [/\blooked into\b/i, '"checked", "investigated"'],
  [/\ball the same\b/i, '"still", "anyway"'],
  [/\blasted (?:its|their) time\b/i, '"minimum duration has elapsed"'],
  [/\bleast grave\b/i, '"minimum level"'],
  [/\bsigns? of life\b/i, '"heartbeat", "renewal"'],
  [/\bthe other way round of\b/i, '"the inverse of"'],
  [/\bis had by\b/i, '"belongs to"'],
  [/\bfor as long as it stands\b/i, '"while it is active"'],
  [/\bwhat a person is shown\b/i, '"displayed to users"'],
  [/\bthose that hold\b/i, '"current", "in effect"'],
  [/\bshut (?:oneself|himself) out\b/i, '"self-exclude"'],
  [/\btells? the story\b/i, '"run the demo story"'],
  [/\bstands? still\b/i, '"is stopped", "does not advance"'],
  [/\b(?:[Hh]e|him|[Hh]is|himself)\b/, '"they", "the player\'s", or name the entity'],
  [/\b(?:everybody|everyone)\b/i, '"all players", "every caller"'],
  [/\banew\b/i, '"again", "from scratch"'],
  [/\bso many\b/i, '"a number of", or name the parameter'],
  [/\b(?:is|are|was|were|been|be) told\b/i, '"receives", "is answered", "is reported"'],
  [/\bin hand\b/i, '"in flight", "current"'],
  [/\bfor ever\b/i, '"permanently", "without end"'],
  [/\b(?:lives?|lived) through\b/i, '"survives"'],
  [/\bas (?:it|they) stands?\b|\bstands? (?:behind|against|for)\b/i, '"current", "is", "represents"'],
  [/\b(?:is|are|was) away\b/i, '"is unavailable"'],
  [/\bmeanwhile\b/i, '"in the meantime", "concurrently"'],
  [/\bamid\b/i, '"during"'],
  [/\b(?:came|comes?) right\b/i, '"recovers", "passes"'],
  [/\blooked at\b/i, '"checked", "read"']
]

/** Sources, tests, and documents. */
const files = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], {
  cwd: root,
  encoding: "utf8"
})
  .split("\n")
  .filter((path) => path !== "tests/style.test.ts" && !path.startsWith("bench/results/"))
  .filter((path) =>
    /^(?:packages|shells|tests|bench|examples|scripts)\/.+\.m?[jt]s$|^(?:docs|packages|bench|examples)\/.+\.md$|^[A-Z]+\.md$/.test(
      path
    )
  )

it("sources and documents are written in plain technical English", () => {
  const found = files.flatMap((path) =>
    readFileSync(join(root, path), "utf8")
      .split("\n")
      .flatMap((line, index) =>
        unwanted.flatMap(([word, instead]) => {
          const hit = word.exec(line)?.[0]
          return hit === undefined ? [] : [`${path}:${index + 1} "${hit}": write ${instead}`]
        })
      )
  )
  expect(found).toEqual([])
})
