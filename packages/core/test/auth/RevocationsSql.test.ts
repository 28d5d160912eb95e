import * as SqlClient from "@effect/sql/SqlClient"
import { expect, layer } from "@effect/vitest"
import { Deferred, Effect, Fiber, Layer, Schedule } from "effect"
import * as JwksSource from "../../src/auth/JwksSource.js"
import * as KeyRing from "../../src/auth/KeyRing.js"
import { Revocations } from "../../src/auth/Revocations.js"
import * as RevocationsSql from "../../src/auth/RevocationsSql.js"
import { SigningKeys } from "../../src/auth/SigningKeys.js"
import * as SigningKeysSql from "../../src/auth/SigningKeysSql.js"
import * as TokenIssuer from "../../src/auth/TokenIssuer.js"
import * as TokenVerifier from "../../src/auth/TokenVerifier.js"
import { TokenRefused } from "../../src/internal/auth/Jwt.js"
import * as TestPostgres from "../../src/testing/TestPostgres.js"
import { aPlayer } from "./principals.js"

/** One process: issuer and verifier with their own view of the revocations. */
const process = Layer.fresh(
  TokenVerifier.layer.pipe(
    Layer.provideMerge(Layer.merge(RevocationsSql.layerSql(), TokenIssuer.layer)),
    Layer.provideMerge(JwksSource.layerOwn("player")),
    Layer.provideMerge(SigningKeysSql.layerSql("player"))
  )
)

const build = Effect.map(Layer.build(process), (context) => ({
  verify: (token: string) =>
    Effect.provide(
      Effect.flatMap(TokenVerifier.TokenVerifier, (it) => it.verify("player", token)),
      context
    ),
  issue: (player: Parameters<TokenIssuer.TokenIssuer["Type"]["issue"]>[0]) =>
    Effect.provide(
      Effect.flatMap(TokenIssuer.TokenIssuer, (it) => Effect.map(it.issue(player), ({ token }) => token)),
      context
    ),
  revoke: (revocation: Parameters<Revocations["Type"]["revoke"]>[0]) =>
    Effect.provide(
      Effect.flatMap(Revocations, (it) => it.revoke(revocation)),
      context
    ),
  keys: Effect.provide(
    Effect.flatMap(SigningKeys, (it) => it.published),
    context
  )
}))

const withinASecond = <E>(refused: Effect.Effect<unknown, E>) =>
  Effect.flip(refused).pipe(Effect.retry(Schedule.spaced("10 millis")), Effect.timeout("1 second"))

layer(Layer.provideMerge(KeyRing.layerMemory, TestPostgres.layer([])), { excludeTestServices: true })(
  "Revocations on Postgres",
  (it) => {
    it.scoped(
      "a revocation made in one process is refused by every other within a second, and a new login is not",
      () =>
        Effect.gen(function* () {
          const [here, there] = yield* Effect.all([build, build])
          const player = aPlayer("aurora")
          const token = yield* here.issue(player)
          yield* there.verify(token)
          yield* here.verify(token)
          yield* here.revoke({ _tag: "subject", subject: player.player })
          expect(yield* withinASecond(there.verify(token))).toEqual(new TokenRefused({ reason: "revoked" }))
          expect(yield* withinASecond(here.verify(token))).toEqual(new TokenRefused({ reason: "revoked" }))
          const again = yield* there.issue(player)
          yield* here.verify(again)
          yield* there.revoke({ _tag: "session", session: player.session })
          yield* withinASecond(here.verify(again))
        })
    )

    it.scoped(
      "a revocation is part of its cause: rolled back with it, and seen although a later one was committed before",
      () =>
        Effect.gen(function* () {
          const sql = yield* SqlClient.SqlClient
          const [here, there] = yield* Effect.all([build, build])
          const [first, second, third] = [aPlayer("aurora"), aPlayer("aurora"), aPlayer("aurora")]
          const tokens = yield* Effect.forEach([first, second, third], here.issue)
          yield* Effect.gen(function* () {
            yield* here.revoke({ _tag: "subject", subject: third.player })
            return yield* Effect.fail("undone")
          }).pipe(sql.withTransaction, Effect.flip)
          const written = yield* Deferred.make<void>()
          const released = yield* Deferred.make<void>()
          const slow = yield* here
            .revoke({ _tag: "subject", subject: first.player })
            .pipe(
              Effect.zipRight(Deferred.succeed(written, undefined)),
              Effect.zipRight(Deferred.await(released)),
              sql.withTransaction,
              Effect.fork
            )
          yield* Deferred.await(written)
          yield* here.revoke({ _tag: "subject", subject: second.player })
          yield* withinASecond(there.verify(tokens[1]!))
          yield* there.verify(tokens[0]!)
          yield* Deferred.succeed(released, undefined)
          yield* Fiber.join(slow)
          yield* withinASecond(there.verify(tokens[0]!))
          yield* there.verify(tokens[2]!)
        })
    )

    it.scoped("while the table cannot be read, what is known is refused and all else served; then it catches up", () =>
      Effect.gen(function* () {
        const rename = (from: string, to: string) =>
          Effect.flatMap(SqlClient.SqlClient, (sql) =>
            sql.unsafe(`ALTER TABLE croupier_core.${from} RENAME TO ${to}`)
          ).pipe(Effect.provide(TestPostgres.layerOwner))
        const here = yield* build
        const [known, unaware] = [aPlayer("aurora"), aPlayer("borealis")]
        const tokens = yield* Effect.forEach([known, unaware], here.issue)
        yield* here.revoke({ _tag: "subject", subject: known.player })
        yield* withinASecond(here.verify(tokens[0]!))
        yield* rename("revocation", "away")
        expect(yield* Effect.flip(here.verify(tokens[0]!))).toMatchObject({ reason: "revoked" })
        yield* here.verify(tokens[1]!)
        yield* Effect.exit(here.revoke({ _tag: "subject", subject: unaware.player }))
        yield* here.verify(tokens[1]!)
        yield* rename("away", "revocation")
        yield* here.revoke({ _tag: "subject", subject: unaware.player })
        yield* withinASecond(here.verify(tokens[1]!))
      })
    )

    it.scoped("replicas share an issuer's keys, and a rotation refuses no valid token", () =>
      Effect.gen(function* () {
        const player = aPlayer("aurora")
        const [here, there] = yield* Effect.all([build, build], { concurrency: 2 })
        const token = yield* here.issue(player)
        yield* there.verify(token)
        yield* SigningKeysSql.rotate("player")
        const restarted = yield* build
        expect((yield* restarted.keys).keys.length).toBe((yield* here.keys).keys.length + 1)
        yield* here.verify(yield* restarted.issue(player))
        yield* restarted.verify(token)
      })
    )
  }
)
