import { addressGroup } from "@croupier/core/auth/addressGroup"
import { checkPassword } from "@croupier/core/auth/PasswordPolicy"
import { type Bucket, take } from "@croupier/core/auth/TokenBucket"
import { Brand } from "@croupier/core/Brand"
import { describe, expect, it } from "@effect/vitest"
import { Either, FastCheck, Schema } from "effect"
import { normalise } from "../src/contract/Username.js"
import { ExclusionLength, NewBankAccount, Person, Registration, WantedLimits } from "../src/contract.js"
import { admit } from "../src/rules/Admission.js"
import { ageOn, dayIn } from "../src/rules/Age.js"
import * as Exclusions from "../src/rules/Exclusions.js"
import { identities } from "../src/rules/IdentityClaims.js"
import * as LimitRows from "../src/rules/LimitRows.js"
import { masked } from "../src/rules/MaskedNumber.js"
import { grace, idleLimit, judge } from "../src/rules/SessionChain.js"
import { brands, licences } from "../src/testing/brands.js"
import { person } from "../src/testing/People.js"

const author = { kind: "player", id: "p" } as const
const instant = FastCheck.integer({ min: Date.UTC(2024, 0), max: Date.UTC(2032, 0) })

describe("limits", () => {
  const slot = "deposit day"
  const wish = FastCheck.record({
    wanted: FastCheck.option(FastCheck.bigInt(0n, 9n), { nil: null }),
    after: FastCheck.integer({ min: 0, max: 40 * 3_600_000 })
  })

  it.prop("never allow more than a request of a day ago", [FastCheck.array(wish, { minLength: 1 })], ([wishes]) => {
    const loose = (value: bigint | null) => value ?? 10n
    let rows: ReadonlyArray<LimitRows.LimitRow> = []
    let now = 0
    const asked: Array<{ at: number; value: bigint }> = []
    for (const { after, wanted } of wishes) {
      now += after
      rows = LimitRows.apply(rows, LimitRows.change(rows, slot, wanted, now), now)
      asked.push({ at: now, value: loose(wanted) })
      const holds = loose(LimitRows.held(rows, slot, now))
      // Every limit in effect was requested, and no request of the last day was stricter.
      expect(holds).toBeLessThanOrEqual(loose(wanted))
      const recent = asked.filter(({ at }) => now - at < LimitRows.coolingOff).map(({ value }) => value)
      for (const value of recent) expect(holds).toBeLessThanOrEqual(value)
      expect(rows.filter(({ from }) => from > now).length).toBeLessThanOrEqual(1)
    }
  })

  it.prop(
    "what was asked for last holds a day later, whatever came before",
    [FastCheck.array(wish, { minLength: 1 })],
    ([wishes]) => {
      let rows: ReadonlyArray<LimitRows.LimitRow> = []
      let now = 0
      for (const { after, wanted } of wishes) {
        now += after
        rows = LimitRows.apply(rows, LimitRows.change(rows, slot, wanted, now), now)
      }
      expect(LimitRows.held(rows, slot, now + LimitRows.coolingOff)).toBe(wishes.at(-1)!.wanted)
      const next = LimitRows.nextFrom(rows, now)
      if (next !== null) expect(next).toBeLessThanOrEqual(now + LimitRows.coolingOff)
    }
  )

  it("a limit of zero is a limit and not none", () => {
    const rows = [{ slot, value: 0n, from: 0 } as const]
    expect(LimitRows.gateLimits(rows, 1)).toEqual([{ kind: "deposit", period: "day", amount: 0n }])
    expect(LimitRows.change(rows, slot, null, 1).add).toEqual([{ slot, value: null, from: 1 + LimitRows.coolingOff }])
  })

  it("a kind and period named twice is refused, since one of them would be forgotten", () => {
    const one = { kind: "stake", period: "week", amount: "5" }
    expect(Either.isLeft(Schema.decodeUnknownEither(WantedLimits)({ limits: [one, { ...one, amount: "6" }] }))).toBe(
      true
    )
  })
})

describe("a chain of refresh tokens", () => {
  const state = FastCheck.record({
    generation: FastCheck.nat({ max: 20 }),
    rotatedAt: FastCheck.constant(1_000_000),
    startedAt: FastCheck.constant(0),
    endsAt: FastCheck.constant(null),
    endedAt: FastCheck.option(FastCheck.constant(5), { nil: null })
  })

  it.prop(
    "rotates the last, repeats its predecessor for ten seconds, and takes everything older for theft",
    [state, FastCheck.nat({ max: 21 }), FastCheck.nat({ max: 20_000 })],
    ([session, presented, after]) => {
      const verdict = judge(session, presented, session.rotatedAt + after)
      if (session.endedAt !== null || presented > session.generation) expect(verdict).toBe("ended")
      else if (presented === session.generation) expect(verdict).toBe("rotate")
      else if (presented === session.generation - 1 && after < grace) expect(verdict).toBe("again")
      else expect(verdict).toBe("reuse")
    }
  )

  it("ends by itself when it is not refreshed", () => {
    const session = { generation: 3, rotatedAt: 0, startedAt: 0, endsAt: null, endedAt: null }
    expect(judge(session, 3, idleLimit - 1)).toBe("rotate")
    expect(judge(session, 3, idleLimit)).toBe("ended")
  })
})

describe("a bucket of tries", () => {
  it.prop(
    "never gives more than its capacity and what has come back since",
    [FastCheck.array(FastCheck.nat({ max: 500 }), { maxLength: 200 })],
    ([gaps]) => {
      const size = { capacity: 5, refillMillis: 1_000 }
      let bucket: Bucket = 0
      let now = 0
      let taken = 0
      for (const gap of gaps) {
        now += gap
        const next = take(size, bucket, now)
        bucket = next.bucket
        if (next.wait === 0) taken++
        else expect(take(size, bucket, now + next.wait).wait).toBe(0)
        expect(taken).toBeLessThanOrEqual(5 + now / 1_000)
      }
    }
  )
})

describe("age", () => {
  it.each([
    ["2008-11-22", "2026-11-22", 18],
    ["2008-11-23", "2026-11-22", 17],
    ["2008-02-29", "2026-02-28", 17],
    ["2008-02-29", "2026-03-01", 18],
    ["2008-02-29", "2028-02-29", 20]
  ])("of a person born on %s is on %s: %i", (birthDate, day, age) => expect(ageOn(birthDate, day)).toBe(age))

  it("is counted where the brand is: it is already tomorrow in Seoul", () => {
    const now = Date.UTC(2026, 10, 22, 16)
    expect([dayIn("Asia/Seoul", now), dayIn("UTC", now)]).toEqual(["2026-11-23", "2026-11-22"])
    const who = { ...person(), birthDate: "2008-11-23" }
    expect(Either.isRight(admit(brands.aurora, licences.isle, who, undefined, now))).toBe(true)
    expect(admit(brands.borealis, licences.isle, who, undefined, now)).toMatchObject({ left: { _tag: "TooYoung" } })
  })

  it.each(["2026-02-30", "1990-13-01", "90-01-01", "2008-2-9", "1990-05-17T00:00Z", "３"])(
    "no birth date is %s",
    (text) => {
      expect(Either.isLeft(Schema.decodeUnknownEither(Person)({ birthDate: text }))).toBe(true)
    }
  )
})

describe("a password", () => {
  it.prop(
    "of its length is taken whatever it is made of",
    [FastCheck.fullUnicodeString({ minLength: 9, maxLength: 60 })],
    ([text]) => {
      const judged = checkPassword(`${text}~unlikely~7`, "somebody")
      expect(Either.isRight(judged)).toBe(true)
    }
  )

  it.each(["1234567", "12345678", "P@ssw0rd", "iloveyou", "zzzzzzzz", "121212121", "korea123", "a".repeat(129)])(
    "is refused: %s",
    (text) => expect(Either.isLeft(checkPassword(text, "somebody"))).toBe(true)
  )

  it("is counted in letters as people see them, in whichever way they are composed", () => {
    expect(Either.isLeft(checkPassword("é".repeat(7).normalize("NFD"), "x"))).toBe(true)
    expect(checkPassword("가나다라마바사아".normalize("NFD"), "x")).toEqual(Either.right("가나다라마바사아"))
  })
})

describe("a username", () => {
  it.prop("in its normal form stays as it is", [FastCheck.string()], ([text]) => {
    expect(normalise(normalise(text))).toBe(normalise(text))
  })

  it.each(["ab", "-abc", "a b", "a".repeat(33), "kim🎲", "김민수", "forgotten-abc1234567", ""])(
    "is refused: %s",
    (username) => {
      expect(Either.isLeft(Schema.decodeUnknownEither(Registration)({ username, password: "x" }))).toBe(true)
    }
  )

  it("may be typed full-width and in capitals", () => {
    const decoded = Schema.decodeUnknownSync(Registration)({ username: " Ｋｉｍ.Minsu ", password: "x" })
    expect(decoded.username).toBe("kim.minsu")
  })
})

describe("an exclusion", () => {
  const length = FastCheck.constantFrom(...ExclusionLength.literals)

  it.prop(
    "holds from its first to its last moment, and past it until the player asks",
    [length, instant],
    ([length, now]) => {
      const one = Exclusions.begin("x", length, now)
      expect(Exclusions.isActive(one, now)).toBe(true)
      if (one.until === null) return
      expect(Exclusions.isActive(one, one.until - 1)).toBe(true)
      expect(Exclusions.isActive(one, one.until)).toBe(length !== "24-hours")
      expect(Exclusions.requestEnd(one, one.until - 1)._tag).toBe(length === "24-hours" ? "Right" : "Left")
      const ended = Either.getOrThrow(Exclusions.requestEnd(one, one.until))
      if (length !== "24-hours") expect(ended.endsAt).toBe(one.until + 86_400_000)
    }
  )

  it.prop("never makes the gate's block end sooner than another", [length, length, instant], ([a, b, now]) => {
    const all = [Exclusions.begin("a", a, now), Exclusions.begin("b", b, now)]
    const until = Exclusions.gateChange(all, now, author).set.map((block) => block.until)
    for (const { endsAt } of all) {
      for (const end of until) expect(end === null || (endsAt !== null && end >= endsAt)).toBe(true)
    }
  })

  it("of six months from the end of August ends with February", () => {
    const one = Exclusions.begin("x", "6-months", Date.UTC(2026, 7, 31, 12))
    expect(new Date(one.until!).toISOString()).toBe("2027-02-28T12:00:00.000Z")
  })

  it("never blocks withdrawing", () => {
    const all = [Exclusions.begin("a", "for-ever", 0)]
    expect(Exclusions.gateChange(all, 0, author).set.map(({ scope }) => scope)).not.toContain("withdraw")
  })
})

describe("who a person is", () => {
  it.prop(
    "does not depend on capitals, accents, blanks or punctuation",
    [FastCheck.constantFrom("José Núñez-Ortiz", "김 민수")],
    ([name]) => {
      const marks = (who: string) => identities({ name: who, birthDate: "1990-05-17" })
      expect(marks(name.toUpperCase())).toEqual(marks(name))
      expect(marks(name.normalize("NFD"))).toEqual(marks(name))
      expect(marks(` ${name.replace("-", " ")}.`)).toEqual(marks(name))
    }
  )

  const marksOf = (who: Person) => new Set(identities(who).map(({ kind, value }) => JSON.stringify([kind, ...value])))
  const share = (one: Person, other: Person) => [...marksOf(one)].some((mark) => marksOf(other).has(mark))
  const born = { birthDate: "1990-05-17" }

  it.each<[Person, Person]>([
    [
      { name: "Kim Minsu", ...born },
      { name: "MINSU, Kim", ...born }
    ],
    [
      { name: "김민수", ...born },
      { name: "민수 김", ...born }
    ],
    [
      { name: "Łukasz Groß", ...born },
      { name: "GROSS LUKASZ", ...born }
    ],
    [
      { name: "Ki\u200bm Minsu", ...born },
      { name: "Ｋｉｍ Minsu", ...born }
    ],
    [
      { phone: "010-1234-5678", country: "KR" },
      { phone: "+82 10 1234 5678", country: "MT" }
    ],
    [{ phone: "+82 (0)10 1234 5678" }, { phone: "0082 10 1234 5678", country: "KR" }],
    [{ email: "kim.minsu+1@gmail.com" }, { email: "KimMinsu@googlemail.com" }],
    [
      { nationalId: "900517-1234567", country: "KR" },
      { nationalId: "９００５１７ １２３４５６７", country: "KR" }
    ],
    [
      { nationalId: "28701234567", country: "EG" },
      { nationalId: "٢٨٧٠١٢٣٤٥٦٧", country: "EG" }
    ]
  ])("is not changed by spelling: %o is %o", (one, other) => expect(share(one, other)).toBe(true))

  it.each<[Person, Person]>([
    [
      { name: "かとう", ...born },
      { name: "がとう", ...born }
    ],
    [
      { name: "กา", ...born },
      { name: "ก้า", ...born }
    ],
    [
      { name: "कमल", ...born },
      { name: "कमला", ...born }
    ],
    [
      { phone: "2125550100", country: "US" },
      { phone: "02125550100", country: "KR" }
    ],
    [{ email: "k.im@example.com" }, { email: "kim@example.com" }],
    [
      { nationalId: "123456789", country: "KR" },
      { nationalId: "123456789", country: "MT" }
    ]
  ])("keeps two persons apart: %o is not %o", (one, other) => expect(share(one, other)).toBe(false))

  it("refuses a name without a letter and a country that ISO 3166 does not have", () => {
    for (const person of [{ name: "12345" }, { name: "\u3164" }, { country: "XX" }, { country: "UK" }]) {
      expect(Schema.decodeUnknownEither(Person)(person)._tag).toBe("Left")
    }
  })

  it.each(["-", "...", " ", "\u200b", "\u3164", "🎲"])(
    "refuses what only looks like the national id or the address that a licence asks for: %j",
    (text) => {
      for (const person of [{ nationalId: text }, { address: text }]) {
        expect(Schema.decodeUnknownEither(Person)(person)._tag).toBe("Left")
      }
    }
  )

  it("refuses a telephone number that cannot be one of the country", () => {
    const judged = (phone: string, country: string) =>
      admit(brands.aurora, licences.isle, { ...person(), country, phone }, undefined, Date.UTC(2026, 10, 1))
    expect(judged("+999 123 456 789", "KR")).toMatchObject({ left: { _tag: "ProfileInvalid", field: "phone" } })
    expect(Either.isRight(judged("010-1234-5678", "KR"))).toBe(true)
  })

  it("needs more than a name, and nothing is no mark", () => {
    expect(identities({ name: "Kim Minsu" })).toEqual([])
    expect(identities({ name: "...", birthDate: "1990-05-17", phone: "+", nationalId: "-" })).toEqual([])
  })
})

describe("an address", () => {
  it.each([
    ["203.0.113.7", "203.0.113.7"],
    ["::ffff:203.0.113.7", "203.0.113.7"],
    ["2001:db8:0:1:aaaa::1", "2001:db8:0:1"],
    ["2001:0db8::1", "2001:db8:0:0"],
    ["2001:db8::ffff:1:2:3:4", "2001:db8:0:ffff"],
    ["::1", "0:0:0:0"],
    ["fe80::1%eth0", "fe80:0:0:0"],
    ["unknown", "unknown"]
  ])("%s is throttled as %s", (address, group) => expect(addressGroup(address)).toBe(group))
})

describe("a bank account", () => {
  it("is read with its blanks and dashes taken out, and shown by its end only", () => {
    const { number } = Schema.decodeUnknownSync(NewBankAccount)({
      bank: "Kookmin",
      holder: "Kim",
      number: "de89 3704-0044 0532 0130 00"
    })
    expect([number, masked(number), masked("12345")]).toEqual(["DE89370400440532013000", "••••3000", "••••45"])
  })

  it.each(["1234", "12ab!", "1".repeat(35), ""])("is refused: %s", (number) => {
    const decoded = Schema.decodeUnknownEither(NewBankAccount)({ bank: "b", holder: "h", number })
    expect(Either.isLeft(decoded)).toBe(true)
  })

  it("belongs to a brand that decodes, so that these tests mean something", () => {
    expect(Schema.is(Brand)(brands.aurora)).toBe(true)
  })
})
