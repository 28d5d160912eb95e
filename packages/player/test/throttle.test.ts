import * as Passwords from "@croupier/core/auth/Passwords"
import * as Throttle from "@croupier/core/auth/Throttle"
import { describe, expect, it } from "@effect/vitest"
import { Effect, Fiber, Layer, Redacted, TestClock } from "effect"
import { Players } from "../src/contract.js"
import { client, password, registration } from "../src/testing/People.js"
import * as World from "../src/testing/World.js"
import { storeMemory } from "./storeMemory.js"

const { aurora, borealis } = World

/** A world with the default throttle, and the number of passwords that it has hashed. */
const counting = () => {
  const counted = { hashes: 0 }
  const count = <A, E>(effect: Effect.Effect<A, E>) =>
    Effect.zipRight(
      Effect.sync(() => counted.hashes++),
      effect
    )
  const passwords = Layer.effect(
    Passwords.Passwords,
    Effect.map(Passwords.Passwords, ({ hash, verify }) => ({
      hash: (...of) => count(hash(...of)),
      verify: (...of) => count(verify(...of))
    }))
  ).pipe(Layer.provide(World.cheapPasswords))
  return { counted, world: World.layer(storeMemory, Throttle.layer, passwords) }
}

/** Each time from another address. */
const login = (username: string, index = 0, brand = aurora) =>
  Effect.flatMap(Players, (players) =>
    players.login({ brand, username, password, client: { ...client, address: `198.51.100.${index}` } })
  )

const tags = (count: number, attempt: (index: number) => ReturnType<typeof login>) =>
  Effect.forEach(
    Array.from({ length: count }, (_, index) => index),
    (index) =>
      Effect.map(Effect.either(attempt(index)), (outcome) => (outcome._tag === "Left" ? outcome.left._tag : "ok"))
  )

describe("throttling", () => {
  it.effect(
    "of logins under a player's id as a username does not use up the tries of that player's password change",
    () => {
      const { world } = counting()
      return Effect.gen(function* () {
        yield* TestClock.setTime(Date.UTC(2026, 10, 22))
        const players = yield* Players
        const { accessToken: _, player } = yield* players.register(registration(aurora))
        yield* tags(14, (index) => login(player.id, index))
        const session = player.id as never
        const change = { brand: aurora, player: player.id, session, currentPassword: Redacted.make("wrong-horse-1") }
        const error = yield* Effect.flip(players.changePassword({ ...change, newPassword: password }))
        expect(error._tag).toBe("WrongPassword")
      }).pipe(Effect.provide(world))
    }
  )

  it.effect("refuses the eleventh try for one name before hashing it, whether or not it exists", () => {
    const { counted, world } = counting()
    return Effect.gen(function* () {
      yield* TestClock.setTime(Date.UTC(2026, 10, 22))
      const known = registration(aurora)
      yield* (yield* Players).register(known)
      for (const [name, first] of [
        [known.username, "ok"],
        ["nobody.here", "LoginFailed"]
      ] as const) {
        const before = counted.hashes
        const outcomes = yield* tags(14, (index) => login(index % 2 ? name : name.toUpperCase(), index))
        expect(outcomes).toEqual([...Array(10).fill(first), ...Array(4).fill("TooManyAttempts")])
        expect(counted.hashes - before).toBe(10)
      }
      yield* login(known.username, 99, borealis).pipe(Effect.flip)
      const error = yield* Effect.flip(login(known.username, 77))
      expect(error).toMatchObject({ _tag: "TooManyAttempts", retryAfter: 10 })
      yield* TestClock.adjust("10 seconds")
      yield* login(known.username)
    }).pipe(Effect.provide(world))
  })

  it.effect(
    "lets a player sign in from an address of an earlier sign-in, however often others have guessed elsewhere",
    () => {
      const { world } = counting()
      return Effect.gen(function* () {
        yield* TestClock.setTime(Date.UTC(2026, 10, 22))
        const players = yield* Players
        const home = { ...client, address: "203.0.113.77" }
        const known = { ...registration(aurora), client: home }
        yield* players.register(known)
        const guess = { brand: aurora, username: known.username, password: Redacted.make("a-guess-of-mine") }
        const tag = (attempt: ReturnType<typeof login>) =>
          Effect.map(Effect.either(attempt), (outcome) => (outcome._tag === "Left" ? outcome.left._tag : "ok"))
        for (let index = 0; index < 20; index++) {
          yield* tag(players.login({ ...guess, client: { ...client, address: `198.51.100.${index}` } }))
        }
        expect(yield* tag(login(known.username, 99))).toBe("TooManyAttempts")
        expect(yield* tag(players.login({ ...known, client: home }))).toBe("ok")
        // It has tries of its own and not endless ones, and another player's address is no better than any.
        const outcomes = yield* Effect.forEach(
          Array(12).fill({ ...guess, client: home }) as Array<typeof known>,
          (one) => tag(players.login(one))
        )
        expect(outcomes.filter((outcome) => outcome === "TooManyAttempts").length).toBe(3)
        const other = { ...registration(aurora), client: { ...client, address: "198.51.100.200" } }
        yield* players.register(other)
        expect(yield* tag(players.login({ ...guess, client: other.client }))).toBe("TooManyAttempts")
      }).pipe(Effect.provide(world))
    }
  )

  it.effect("refuses an address that tries many names, registrations too", () => {
    const { counted, world } = counting()
    return Effect.gen(function* () {
      yield* TestClock.setTime(Date.UTC(2026, 10, 22))
      const outcomes = yield* tags(40, (index) => login(`name${index}`, 0))
      expect(outcomes.filter((tag) => tag === "TooManyAttempts").length).toBe(10)
      expect(counted.hashes).toBe(30)
      const players = yield* Players
      const register = players.register({ ...registration(aurora), client: { ...client, address: "198.51.100.0" } })
      expect((yield* Effect.flip(register))._tag).toBe("TooManyAttempts")
      expect(counted.hashes).toBe(30)
    }).pipe(Effect.provide(world))
  })

  it.effect("refuses to guess a signed-in player's password without end", () => {
    const { counted, world } = counting()
    return Effect.gen(function* () {
      yield* TestClock.setTime(Date.UTC(2026, 10, 22))
      const players = yield* Players
      const { player } = yield* players.register(registration(aurora))
      const before = counted.hashes
      const guess = players.changePassword({
        brand: aurora,
        player: player.id,
        session: "0198c0de-0000-7000-8000-000000000001" as never,
        currentPassword: Redacted.make("a-guess-of-mine"),
        newPassword: password
      })
      const errors = yield* Effect.forEach(Array(12).fill(guess) as Array<typeof guess>, Effect.flip)
      expect(errors.filter(({ _tag }) => _tag === "TooManyAttempts").length).toBe(2)
      expect(counted.hashes - before).toBe(10)
    }).pipe(Effect.provide(world))
  })

  it.effect(
    "remembers a limited number of names and forgets the oldest, so that a flood of names costs no memory",
    () =>
      Effect.gen(function* () {
        const throttle = yield* Throttle.Throttle
        yield* throttle.account("first")
        expect((yield* Effect.flip(throttle.account("first")))._tag).toBe("TooManyAttempts")
        yield* Effect.forEach(["a", "b", "c"], throttle.account)
        yield* throttle.account("first")
      }).pipe(
        Effect.provide(
          Throttle.layerOf({
            address: { capacity: 1, refillMillis: 1_000 },
            account: { capacity: 1, refillMillis: 1_000 },
            remembered: 3
          })
        )
      )
  )
})

describe("passwords", () => {
  it.live("of one brand's flood do not stall another brand's, and beyond a bound are refused without waiting", () =>
    Effect.gen(function* () {
      const passwords = yield* Passwords.Passwords
      let flooded = 0
      const flood = yield* Effect.fork(
        Effect.forEach(
          Array.from({ length: 100 }),
          () =>
            Effect.either(
              Effect.tap(passwords.verify("flood new", undefined, "a-guess"), () => Effect.sync(() => flooded++))
            ),
          { concurrency: "unbounded" }
        )
      )
      yield* Effect.yieldNow()
      yield* passwords.verify("calm new", undefined, "a-password")
      expect(flooded).toBeLessThan(10)
      const outcomes = yield* Fiber.join(flood)
      const refused = outcomes.flatMap((outcome) => (outcome._tag === "Left" ? [outcome.left._tag] : []))
      expect(new Set(refused)).toEqual(new Set(["SignInsBusy"]))
      expect(refused.length).toBeGreaterThanOrEqual(100 - 33)
    }).pipe(Effect.provide(Passwords.layerOf({ memoryCost: 8, timeCost: 1, parallelism: 1 }, 1)))
  )

  it.live("are hashed by Argon2id with 19 MiB, two passes and one thread, each with a salt of its own", () =>
    Effect.gen(function* () {
      const passwords = yield* Passwords.Passwords
      const [one, two] = [yield* passwords.hash("aurora", "a-password"), yield* passwords.hash("aurora", "a-password")]
      expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
      expect(one).not.toBe(two)
      expect(yield* passwords.verify("aurora", one, "a-password")).toBe(true)
      expect(yield* passwords.verify("aurora", one, "another-password")).toBe(false)
      expect(yield* passwords.verify("aurora", undefined, "no player has this password")).toBe(false)
      expect(yield* passwords.verify("aurora", "", "no player has this password")).toBe(false)
    }).pipe(Effect.provide(Passwords.layer))
  )
})
