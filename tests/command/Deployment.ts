import { generateKeyPairSync, randomBytes } from "node:crypto"
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { administer } from "@croupier/core/postgres/Administrator"
import { TestDatabase } from "@croupier/core/testing/TestPostgres"
import { TestRedis } from "@croupier/core/testing/TestRedis"
import { Effect, Redacted, type Scope } from "effect"
import { croupier } from "../support/Command.js"

/** The environment of a deployment in which nothing is wrong, and a way to break it. */
export interface Deployment {
  readonly environment: Readonly<Record<string, string>>
  readonly folder: string
  readonly url: TestDatabase["Type"]["url"]
  readonly administratorUrl: string
  readonly redisPort: number
  /** Runs SQL as the superuser. */
  readonly sql: (text: string) => Effect.Effect<unknown>
}

const brand = [
  ...["brand", "add", "aurora", "--name", "Aurora", "--licence", "mga", "--timezone", "UTC", "--currency", "EUR"],
  ...["--domain", "aurora.example", "--jurisdiction", "Malta", "--minimum-age", "18"]
]

/** The ring of a key under this id. */
export const ringOf = (id: string): string => JSON.stringify([{ id, key: randomBytes(32).toString("base64") }])

/** A migrated database with one brand and one credential, keys, a Redis and a heartbeat directory. */
export const makeDeployment: Effect.Effect<Deployment, never, Scope.Scope | TestDatabase | TestRedis> = Effect.gen(
  function* () {
    const { administratorUrl, url } = yield* TestDatabase
    const redis = yield* TestRedis
    const folder = yield* Effect.acquireRelease(
      Effect.sync(() => mkdtempSync(join(tmpdir(), "deployment-"))),
      (path) => Effect.sync(() => rmSync(path, { recursive: true }))
    )
    const { privateKey } = generateKeyPairSync("ed25519")
    const provider = generateKeyPairSync("rsa", { modulusLength: 2048 }).publicKey
    const files = {
      "ring.json": ringOf("2026-11"),
      "service.pem": privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
      "provider.pem": provider.export({ type: "spki", format: "pem" }).toString()
    }
    for (const [name, text] of Object.entries(files)) {
      writeFileSync(join(folder, name), text)
      chmodSync(join(folder, name), 0o600)
    }
    mkdirSync(join(folder, "heartbeat"))
    const owner = Redacted.value(url("croupier_owner"))
    const keys = { CROUPIER_KEYS_FILE: join(folder, "ring.json") }
    const issue = [
      ...["credential", "issue", "--brand", "aurora", "--provider", "hub88", "--operator-id", "aurora-live"],
      ...["--base-url", "https://api.hub88.com", "--key-file", join(folder, "provider.pem"), "--country", "MT"]
    ]
    for (const words of [brand, issue]) {
      const { code, stderr } = yield* croupier(words, { DATABASE_URL: owner, ...keys })
      if (code !== 0) return yield* Effect.dieMessage(stderr)
    }
    return {
      folder,
      url,
      administratorUrl: Redacted.value(administratorUrl),
      redisPort: redis.port,
      sql: (text) => Effect.orDie(administer(administratorUrl, (query) => query(text))),
      environment: {
        DATABASE_URL: owner,
        REDIS_URL: Redacted.value(redis.url),
        ...keys,
        CROUPIER_SERVICE_KEYS_FILE: join(folder, "service.pem"),
        HEARTBEAT_DIR: join(folder, "heartbeat"),
        NODE_ENV: "production"
      }
    }
  }
)
