import * as Passwords from "@croupier/core/auth/Passwords"
import { describe, expect, it, layer } from "@effect/vitest"
import { Context, Deferred, Effect, Fiber, Layer, Redacted, Ref, TestClock } from "effect"
import { Players } from "../src/contract.js"
import { loggedIn, refreshed, refused, registered } from "../src/testing/laws/Expect.js"
import { client, password } from "../src/testing/People.js"
import * as World from "../src/testing/World.js"
import { storeMemory } from "./storeMemory.js"
import { database, storeSql } from "./storeSql.js"

const { aurora } = World
const actor = { kind: "operator", id: "o1" } as const
const second = Redacted.make("another-horse-99")
const third = Redacted.make("a-third-horse-11")

/** What runs between the check of a password and whatever is written because of it. */
class AfterCheck extends Context.Tag("AfterCheck")<AfterCheck, Ref.Ref<Effect.Effect<void>>>() {}

const gated = Layer.effectContext(
  Effect.gen(function* () {
    const { hash, verify } = yield* Passwords.Passwords
    const between = yield* Ref.make<Effect.Effect<void>>(Effect.void)
    return Context.make(AfterCheck, between).pipe(
      Context.add(Passwords.Passwords, {
        hash,
        verify: (...args: Parameters<typeof verify>) =>
          Effect.tap(verify(...args), () => Effect.flatten(Ref.get(between)))
      })
    )
  })
).pipe(Layer.provide(World.cheapPasswords))

/** Runs `first` up to the check of its password, then `then` from beginning to end, then the rest of `first`. */
const interleaved = <A, E, R, B, E2, R2>(first: Effect.Effect<A, E, R>, then: Effect.Effect<B, E2, R2>) =>
  Effect.gen(function* () {
    const between = yield* AfterCheck
    const [checked, go] = [yield* Deferred.make<void>(), yield* Deferred.make<void>()]
    yield* Ref.set(between, Effect.zipRight(Deferred.succeed(checked, undefined), Deferred.await(go)))
    const fiber = yield* Effect.fork(first)
    yield* Deferred.await(checked)
    yield* Ref.set(between, Effect.void)
    yield* then
    yield* Deferred.succeed(go, undefined)
    return yield* Fiber.join(fiber)
  })

const races = {
  "of two password changes with the same old password one is refused": Effect.gen(function* () {
    const players = yield* Players
    const one = yield* registered(aurora)
    const other = yield* loggedIn(one)
    const change = { ...one, currentPassword: password }
    yield* refused(
      interleaved(
        players.changePassword({ ...change, newPassword: second }),
        players.changePassword({ ...change, newPassword: third })
      ),
      "WrongPassword"
    )
    yield* players.login({ ...one.request, password: third })
    yield* refused(players.login({ ...one.request, password: second }), "LoginFailed")
    yield* refused(refreshed(aurora, other.refreshToken), "RefreshRefused")
  }),
  "a login with a password that is changed during the check opens no session": Effect.gen(function* () {
    const players = yield* Players
    const one = yield* registered(aurora)
    yield* refused(
      interleaved(loggedIn(one), players.changePassword({ ...one, currentPassword: password, newPassword: second })),
      "LoginFailed"
    )
    expect((yield* players.sessions(one)).map(({ id }) => id)).toEqual([one.session])
  }),
  "a login of a player who is suspended while the password is checked opens no session": Effect.gen(function* () {
    const players = yield* Players
    const one = yield* registered(aurora)
    const suspend = players.setStatus({ ...one, status: "suspended", reason: "check", actor })
    yield* refused(interleaved(loggedIn(one), suspend), "LoginRefused")
    expect(yield* players.sessions(one)).toEqual([])
  }),
  "of many password changes at once one holds, and with it one session": Effect.gen(function* () {
    const players = yield* Players
    const one = yield* registered(aurora)
    const wanted = Array.from({ length: 8 }, (_, index) => Redacted.make(`a-horse-of-mine-${index}`))
    const signedIn = yield* Effect.forEach(wanted, () => loggedIn(one))
    const sessions = yield* players.sessions(one)
    const outcomes = yield* Effect.forEach(
      wanted,
      (newPassword, index) =>
        Effect.either(
          players.changePassword({ ...one, session: sessions[index]!.id, currentPassword: password, newPassword })
        ),
      { concurrency: "unbounded" }
    )
    expect(outcomes.filter(({ _tag }) => _tag === "Right").length).toBe(1)
    const holding = wanted[outcomes.findIndex(({ _tag }) => _tag === "Right")]!
    yield* players.login({ ...one.request, password: holding, client })
    const refreshes = yield* Effect.forEach([one.signedIn, ...signedIn], ({ refreshToken }) =>
      Effect.either(refreshed(aurora, refreshToken))
    )
    expect(refreshes.filter(({ _tag }) => _tag === "Right").length).toBe(1)
  })
}

describe("a password that changes while it is checked, in memory", () => {
  for (const [name, race] of Object.entries(races)) {
    it.effect(name, () =>
      Effect.zipRight(TestClock.setTime(Date.UTC(2026, 10, 22, 16)), race).pipe(
        Effect.provide(Layer.provideMerge(World.layer(storeMemory, undefined, gated), gated))
      )
    )
  }
})

describe("a password that changes while it is checked, on PostgreSQL", () => {
  layer(Layer.provideMerge(World.layer(storeSql, undefined, gated), Layer.merge(gated, database)), {
    excludeTestServices: true
  })((it) => {
    for (const [name, race] of Object.entries(races)) it.effect(name, () => race)
  })
})
