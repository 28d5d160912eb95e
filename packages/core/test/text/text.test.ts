import { describe, expect, it } from "@effect/vitest"
import { Either, FastCheck, Schema } from "effect"
import { CountryCode } from "../../src/text/Country.js"
import { compositeKey } from "../../src/text/compositeKey.js"
import { Email, mailbox } from "../../src/text/Email.js"
import { identifier, tidy } from "../../src/text/Fold.js"
import { isSameName, nameForms, PersonName } from "../../src/text/PersonName.js"
import { e164, Phone } from "../../src/text/Phone.js"

const refuses = <A, I>(schema: Schema.Schema<A, I>, text: string) =>
  Either.isLeft(Schema.decodeUnknownEither(schema)(text))

const letters = "aàäßłøđæœþıIİéñçŞžKMσςΣάώβйёжЖ김민수か\u3099がさ山田ไทยनि'’-"
const word = FastCheck.string({ unit: FastCheck.constantFrom(...letters), minLength: 1, maxLength: 6 })
const name = FastCheck.array(word, { minLength: 1, maxLength: 4 })
const shuffled = (parts: ReadonlyArray<string>, seed: number) =>
  [...parts].sort((a, b) => ((a.length * 7 + seed) % 5) - ((b.length * 7 + seed) % 5))

describe("a person's name", () => {
  it.prop("is the same in every Unicode form, case and invisible decoration", [name], ([parts]) => {
    const text = parts.join(" ")
    const forms = nameForms(text)
    expect(nameForms(text.normalize("NFD"))).toEqual(forms)
    expect(nameForms(text.normalize("NFC"))).toEqual(forms)
    expect(nameForms(text.toUpperCase())).toEqual(forms)
    expect(nameForms(text.toLowerCase())).toEqual(forms)
    expect(nameForms([...text].join("\u200b"))).toEqual(forms)
    expect(nameForms(`\u00a0${parts.join("\u3000\t")},`)).toEqual(forms)
  })

  it.prop(
    "has its parts in any order",
    [
      FastCheck.array(FastCheck.constantFrom("Kim", "Min", "Łukasz", "山田", "น้ำ"), {
        minLength: 1,
        maxLength: 4
      }),
      FastCheck.nat()
    ],
    ([parts, seed]) => {
      expect(isSameName(parts.join(" "), shuffled(parts, seed).join(" "))).toBe(true)
      expect(isSameName(parts.join(" "), [...parts].reverse().join(" "))).toBe(true)
    }
  )

  it.prop("in a normal form stays as it is", [FastCheck.string({ unit: "grapheme" })], ([text]) => {
    for (const form of nameForms(text)) expect(nameForms(form)).toContain(form)
  })

  it.each([
    ["Kim Minsu", "MIN-SU  KIM"],
    ["Kim Minsu", "Kim Min su"],
    ["김민수", "김 민수"],
    ["김민수", "민수 김"],
    ["김민수", "김민수".normalize("NFD")],
    ["José Núñez-Ortiz", "nunez ortiz jose"],
    ["O'Brien", "O’BRIEN"],
    ["O'Brien", "OBrien"],
    ["Straße", "STRASSE"],
    ["STRAẞE", "strasse"],
    ["Łukasz Żółć", "Lukasz Zolc"],
    ["Bjørn", "BJORN"],
    ["Đặng", "Dang"],
    ["Æsa Þór", "Thor Aesa"],
    ["Œuvre", "oeuvre"],
    ["Ayşe Işık", "AYSE ISIK"],
    ["İlker", "ilker"],
    ["Ｋｉｍ Ｍｉｎｓｕ", "Kim Minsu"],
    ["ﾔﾏﾀﾞ", "ヤマダ"],
    ["か゛とう", "がとう"],
    ["Οδυσσεύς", "ΟΔΥΣΣΕΥΣ"],
    ["Пётр", "ПЕТР"],
    ["Ki\u200bm\u2060 Minsu\ufe0f", "Kim Minsu"],
    ["م\ufe77حمد", "م\u064eحمد"],
    ["مـحمد", "محمد"],
    ["Kim\u00a0Minsu", "Kim\u3000Minsu"]
  ])("written %s is also written %s", (one, other) => expect(isSameName(one, other)).toBe(true))

  it.each([
    ["かとう", "がとう"],
    ["はな", "ばな"],
    ["ハナ", "パナ"],
    ["김민수", "김수민"],
    ["김 민수", "김 수민"],
    ["กา", "ก้า"],
    ["ไก", "ไก่"],
    ["राम", "रम"],
    ["कमल", "कमला"],
    ["Kim Minsu", "Kim Minsuk"],
    ["Ana", "Anna"],
    ["...", "..."],
    ["", ""]
  ])("%s is not %s", (one, other) => expect(isSameName(one, other)).toBe(false))

  it.each(["12345", "---", " ", "\u200b", "\u3164", "🎲", "́"])("is refused without a letter: %j", (text) => {
    expect(refuses(PersonName, text)).toBe(true)
    expect(nameForms(text)).toEqual([])
  })
})

describe("a telephone number", () => {
  it.each([
    ["010-1234-5678", "KR", "+821012345678"],
    ["+82 10 1234 5678", "KR", "+821012345678"],
    ["+82 (0)10-1234-5678", undefined, "+821012345678"],
    ["0082 10 1234 5678", "KR", "+821012345678"],
    ["００８２ １０ １２３４ ５６７８", "MT", "+821012345678"],
    ["＋８２\u200b１０‐１２３４‐５６７８", undefined, "+821012345678"],
    ["(212) 555-0100", "US", "+12125550100"],
    ["00700 82 10 1234 5678", "KR", "+821012345678"],
    ["٠١٠ ١٢٣٤ ٥٦٧٨", "KR", "+821012345678"],
    ["+৮৮০ ১৭১২-৩৪৫৬৭৮", undefined, "+8801712345678"],
    ["+82 10 1234 5678", "US", "+821012345678"]
  ])("%s in %s is %s", (text, country, expected) => {
    expect(e164(text, country)).toBe(expected)
    expect(e164(Schema.decodeSync(Phone)(text), country)).toBe(expected)
  })

  it("of one country is not the same digits of another", () => {
    expect(e164("2125550100", "US")).not.toBe(e164("2125550100", "KR"))
  })

  it.each([
    ["010-1234-5678", undefined],
    ["12", "KR"],
    ["+999 123 456 789", "KR"],
    ["0101234567890123", "KR"],
    ["123456", "AQ"]
  ])("%s in %s is none", (text, country) => expect(e164(text, country)).toBeUndefined())
})

describe("an e-mail address", () => {
  it.each([
    ["Kim.Min+bet@GoogleMail.com", "kimmin@gmail.com"],
    ["ＫＩＭ@example.com", "kim@example.com"],
    ["kim@EXAMPLE.com.", "kim@example.com"],
    ["ki\u200bm@example.com", "kim@example.com"],
    ["kim@bücher.example", "kim@xn--bcher-kva.example"],
    ["kim+x@outlook.com", "kim@outlook.com"],
    ["k.i-m@protonmail.com", "kim@proton.me"],
    ["kim-shop@yahoo.com", "kim@yahoo.com"],
    ["Straße@example.com", "strasse@example.com"]
  ])("%s reaches %s", (text, expected) => {
    expect(mailbox(text)).toBe(expected)
    expect(mailbox(expected)).toBe(expected)
  })

  it("keeps dots and tags where its provider may distinguish them", () => {
    const all = [
      "k.im@example.com",
      "kim@example.com",
      "kim+a@example.com",
      "kim@example.org",
      "kim@outlook.com",
      "k.im@outlook.com"
    ]
    expect(new Set(all.map(mailbox)).size).toBe(all.length)
  })

  it.each(["kim", "kim@x", '"kim"@gmail.com', "kim(a)@gmail.com", "a b@x.y", "@x.y", "a@b@c.d"])(
    "is refused: %s",
    (text) => expect(refuses(Email, text)).toBe(true)
  )

  it.each([
    "kim@gmail.com/x.y",
    "kim@gmail.com?x.y",
    "kim@gmail.com#x.y",
    "kim@gm%61il.com",
    "kim@gmail.com`.y",
    "kim@127.1",
    "kim@0x7f.0.0.1",
    "kim@b..com"
  ])("is refused where a URL's parser would find another domain in it: %s", (text) =>
    expect(refuses(Email, text)).toBe(true)
  )
})

describe("a country", () => {
  it.each(["KR", "GB", "AQ", "XX", "UK", "ZZ", "kr", "KOR", ""])("%s", (code) => {
    expect(refuses(CountryCode, code)).toBe(!["KR", "GB", "AQ"].includes(code))
  })
})

describe("texts", () => {
  it.prop("tidied twice are as tidied once", [FastCheck.string({ unit: "grapheme" })], ([text]) => {
    expect(tidy(tidy(text))).toBe(tidy(text))
    expect(identifier(identifier(text))).toBe(identifier(text))
  })

  it.each([
    "9001022",
    "٩٠٠١٠٢٢",
    "۹۰۰۱۰۲۲",
    "९००१०२२",
    "৯০০১০২২",
    "๙๐๐๑๐๒๒",
    "၉၀၀၁၀၂၂",
    "᪉᪀᪀᪁᪀᪂᪂",
    "９００-１０２２",
    "𝟿𝟶𝟶𝟷𝟶𝟸𝟸"
  ])("with the digits of any script are the same identifier: %s", (text) => {
    expect(identifier(text)).toBe("9001022")
    expect(tidy(text).replace("-", "")).toBe("9001022")
  })

  it.prop(
    "of other parts are other keys",
    [
      FastCheck.array(FastCheck.string({ unit: FastCheck.constantFrom("a", " ", "/", ":", '"', ",", "\\") })),
      FastCheck.array(FastCheck.string({ unit: FastCheck.constantFrom("a", " ", "/", ":", '"', ",", "\\") }))
    ],
    ([one, other]) => {
      const same = one.length === other.length && one.every((part, at) => part === other[at])
      expect(compositeKey(...one) === compositeKey(...other)).toBe(same)
    }
  )
})
