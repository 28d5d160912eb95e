import { randomBytes } from "node:crypto"
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { describe, expect, it } from "@effect/vitest"
import { ConfigProvider, Effect, Exit, FastCheck, Layer, Redacted } from "effect"
import * as KeyRing from "../../src/auth/KeyRing.js"

const aKey = (id: string): KeyRing.RingKey => ({ id, key: Redacted.make(randomBytes(32)) })
const old = aKey("2025-01")
const fresh = aKey("2026-01")

const ring = (...keys: [KeyRing.RingKey, ...Array<KeyRing.RingKey>]) =>
  Effect.map(Effect.provide(KeyRing.KeyRing, KeyRing.layerFrom(keys)), (it) => it)

const text = (bytes: Uint8Array) => Buffer.from(bytes).toString()

describe("KeyRing", () => {
  it.effect.prop(
    "opens what it sealed, at its place only",
    [FastCheck.uint8Array(), FastCheck.string()],
    ([plain, place]) =>
      Effect.gen(function* () {
        const it = yield* ring(fresh)
        const sealed = it.seal(plain, place)
        expect(Buffer.from(yield* it.open(sealed, place)).equals(Buffer.from(plain))).toBe(true)
        expect(yield* Effect.flip(it.open(sealed, `${place}.`))).toMatchObject({ _tag: "SealBroken" })
      })
  )

  it.effect("a value moved to another row does not open there", () =>
    Effect.gen(function* () {
      const it = yield* ring(fresh)
      const mine = it.seal(Buffer.from("mine"), "player.email/aurora/1")
      expect(yield* Effect.flip(it.open(mine, "player.email/aurora/2"))).toMatchObject({ _tag: "SealBroken" })
    })
  )

  it.effect.prop("one altered or missing byte does not open", [FastCheck.nat(), FastCheck.boolean()], ([at, cut]) =>
    Effect.gen(function* () {
      const it = yield* ring(fresh)
      const sealed = Buffer.from(it.seal(Buffer.from("secret"), "here"))
      const index = at % sealed.length
      const broken = cut ? sealed.subarray(0, index) : Buffer.from(sealed)
      if (!cut) broken[index] = broken[index]! ^ 1
      expect(yield* Effect.flip(it.open(broken, "here"))).toMatchObject({ _tag: "SealBroken" })
    })
  )

  it.effect(
    "rotation: a new first key seals, the old one still opens, and says that it is stale; without it, nothing opens",
    () =>
      Effect.gen(function* () {
        const before = yield* ring(old)
        const sealed = before.seal(Buffer.from("kept"), "here")
        const both = yield* ring(fresh, old)
        expect(text(yield* both.open(sealed, "here"))).toBe("kept")
        expect(both.isStale(sealed)).toBe(true)
        const sealedAgain = both.seal(Buffer.from("kept"), "here")
        expect(both.isStale(sealedAgain)).toBe(false)
        const after = yield* ring(fresh)
        expect(text(yield* after.open(sealedAgain, "here"))).toBe("kept")
        expect(yield* Effect.flip(after.open(sealed, "here"))).toMatchObject({
          detail: expect.stringContaining("not in the ring")
        })
      })
  )

  it.effect("a value indexed before a rotation is found after it, and never by another purpose's index", () =>
    Effect.gen(function* () {
      const before = (yield* ring(old)).blindIndex("player.email", "a@example.org")
      const both = yield* ring(fresh, old)
      const indexes = both.blindIndexes("player.email", "a@example.org").map(text)
      expect(indexes).toContain(text(before))
      expect(indexes[0]).toBe(text(both.blindIndex("player.email", "a@example.org")))
      expect(both.blindIndexes("player.phone", "a@example.org").map(text)).not.toContain(text(before))
    })
  )

  it.effect("a key's id and a purpose that hold a slash do not share an index with others", () =>
    Effect.gen(function* () {
      const keys = [
        { ...old, id: "a/b" },
        { ...fresh, id: "a" }
      ] as const
      const expected = (yield* ring(...keys)).blindIndexes("b/c", "x").map(text)
      const used = yield* ring(...keys)
      used.blindIndexes("c", "x")
      expect(used.blindIndexes("b/c", "x").map(text)).toEqual(expected)
    })
  )

  it.effect("two seals of one value differ", () =>
    Effect.gen(function* () {
      const it = yield* ring(fresh)
      expect(text(it.seal(Buffer.from("x"), "here"))).not.toBe(text(it.seal(Buffer.from("x"), "here")))
    })
  )

  const secret = randomBytes(32).toString("base64")
  it.effect.each([
    ["no file", undefined],
    ["no JSON", `[{"id": "a", "key": "${secret}"`],
    ["an empty list", "[]"],
    ["a short key", `[{"id": "a", "key": "${secret.slice(0, 20)}"}]`],
    ["an id twice", `[{"id": "a", "key": "${secret}"}, {"id": "a", "key": "${secret}"}]`]
  ] as const)("%s is one line that names the variable and shows no key", ([, content]) =>
    Effect.gen(function* () {
      const directory = mkdtempSync(join(tmpdir(), "croupier-keys-"))
      const path = join(directory, "keys.json")
      if (content !== undefined) writeFileSync(path, content)
      const exit = yield* Layer.build(KeyRing.layerConfig).pipe(
        Effect.scoped,
        Effect.withConfigProvider(ConfigProvider.fromMap(new Map([["CROUPIER_KEYS_FILE", path]]))),
        Effect.exit
      )
      rmSync(directory, { recursive: true })
      const message = Exit.isFailure(exit) ? String(exit.cause) : "no failure"
      expect(message).toContain("CROUPIER_KEYS")
      expect(message).not.toContain(secret.slice(0, 20))
    })
  )
})
