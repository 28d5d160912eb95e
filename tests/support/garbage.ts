import type { OpenApi } from "@effect/platform"
import { FastCheck } from "effect"

/** A malformed request that no client sends. */
export interface GarbageRequest {
  readonly method: string
  readonly path: string
  readonly host: "own" | "other" | "unknown"
  readonly bearer: "player" | "wrong" | "none"
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | Buffer | undefined
}

/** A number of requests to the operations of a document, with one part of each, or all, replaced by garbage. */
export const sample = (document: OpenApi.OpenAPISpec, number: number, seed: number): ReadonlyArray<GarbageRequest> => {
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => requestTo(document, path, method.toUpperCase(), operation))
  )
  return FastCheck.sample(FastCheck.oneof(...operations, callback), { numRuns: number, seed })
}

/** A number of bodies, each a valid one with one property replaced or added. */
export const sampleBodies = (sound: object, number: number, seed: number): ReadonlyArray<string> =>
  FastCheck.sample(FastCheck.oneof(...spoilt(sound)), { numRuns: number, seed })

interface Schema {
  readonly $ref?: string
  readonly type?: string
  readonly enum?: ReadonlyArray<unknown>
  readonly anyOf?: ReadonlyArray<Schema>
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: ReadonlyArray<string>
  readonly minimum?: number
}

/** Values that have broken programs before: numbers out of range, half characters, NUL, quotes, dots, lengths. */
const odd: ReadonlyArray<unknown> = [
  ...[
    "1e3",
    "-1",
    "0.0000001",
    "１０",
    "\u0000",
    "a\u0000b",
    "\ud800",
    "'; DROP TABLE wallet; --",
    "__proto__",
    "../.."
  ],
  ...["", " ", "\r\n", "Infinity", "1990-02-31", "0198c0de-0000-7000-8000-000000000001", "a".repeat(5_000)],
  ...[-1, 0, 1e308, 2 ** 53, 1.5, null, true, [], {}, [[[[]]]], "9".repeat(400)]
]
const value = FastCheck.oneof(
  FastCheck.constantFrom(...odd),
  FastCheck.jsonValue({ maxDepth: 2 }),
  FastCheck.string({ unit: "binary", maxLength: 30 })
)

/** Garbage in one part must not hide that in another. */
const mostly = <A, B>(usual: FastCheck.Arbitrary<A>, seldom: FastCheck.Arbitrary<B>): FastCheck.Arbitrary<A | B> =>
  FastCheck.oneof({ weight: 12, arbitrary: usual }, { weight: 1, arbitrary: seldom })

/** A part of a path or query: visible ASCII, since a client that sends else does not speak HTTP. */
const part = FastCheck.oneof(
  FastCheck.constantFrom(
    "%",
    "%00",
    "%ff",
    "%2e%2e",
    "..",
    "%2F",
    "%F0%9F%8E%B2",
    "0",
    "'",
    "%27%3B--",
    "a".repeat(3_000)
  ),
  FastCheck.uuid(),
  FastCheck.string({ unit: "grapheme", maxLength: 20 }).map((text) => encodeURIComponent(text))
)
/** What leads further than any garbage, by the name of a path's parameter. */
const known: Readonly<Record<string, string>> = { provider: "hub88", code: "starlight" }
const headerText = FastCheck.string({ unit: FastCheck.constantFrom(..."abc019 ,;=/*\"'%é"), maxLength: 300 })
const headers = FastCheck.record(
  {
    "idempotency-key": mostly(FastCheck.uuid(), headerText),
    "content-type": mostly(
      FastCheck.constant("application/json"),
      FastCheck.constantFrom("text/plain", "application/xml", "/")
    ),
    "x-croupier-principal": headerText,
    traceparent: headerText,
    accept: headerText
  },
  { requiredKeys: ["content-type", "idempotency-key"] }
)

const rawBody = FastCheck.oneof(
  FastCheck.string({ unit: "binary" }),
  FastCheck.uint8Array({ maxLength: 64 }).map((bytes) => Buffer.from(bytes)),
  FastCheck.constantFrom("[".repeat(20_000), '{"amount":', "null", '"', "{}", "\u0000", `{"a":${"9".repeat(2_000)}}`)
)

const stranger = FastCheck.constantFrom("wrong" as const, "none" as const)

const common = {
  host: mostly(FastCheck.constant("own" as const), FastCheck.constantFrom("other" as const, "unknown" as const)),
  headers: headers as FastCheck.Arbitrary<Record<string, string>>
}

const requestTo = (
  document: OpenApi.OpenAPISpec,
  path: string,
  method: string,
  operation: OpenApi.OpenAPISpecOperation
): FastCheck.Arbitrary<GarbageRequest> => {
  // What ends the player's own session would leave nothing but refusals to the rest of the run.
  const bearer = /\/(?:logout|self-exclusion|password)$/.test(path)
    ? stranger
    : mostly(FastCheck.constant("player" as const), stranger)
  const schema = operation.requestBody?.content["application/json"]?.schema as Schema | undefined
  const sound = schema === undefined ? undefined : soundValue(document, schema)
  const queries = operation.parameters.filter((parameter) => parameter.in === "query").map(({ name }) => name)
  return FastCheck.record({
    ...common,
    method: mostly(
      FastCheck.constant(method),
      FastCheck.constantFrom("GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD")
    ),
    path: pathOf(path, queries),
    bearer,
    body: schema === undefined ? FastCheck.constant(undefined) : mostly(FastCheck.oneof(...spoilt(sound)), rawBody)
  })
}

/** Paths with answers in the provider's words. */
const callback: FastCheck.Arbitrary<GarbageRequest> = FastCheck.record({
  ...common,
  method: FastCheck.constantFrom("POST", "GET"),
  path: FastCheck.tuple(part, part).map(([one, other]) => `/callbacks/hub88/${one}/${other}`),
  bearer: FastCheck.constant("none" as const),
  body: rawBody
})

const pathOf = (path: string, queries: ReadonlyArray<string>): FastCheck.Arbitrary<string> => {
  const segments = path.split("/").map((segment) => {
    if (!segment.startsWith("{")) return FastCheck.constant(segment)
    const good = known[segment.slice(1, -1)]
    return good === undefined ? part : FastCheck.oneof(FastCheck.constant(good), part)
  })
  const query = FastCheck.dictionary(FastCheck.constantFrom(...queries, "unknown"), part, { maxKeys: 3 })
  return FastCheck.tuple(FastCheck.tuple(...segments), query).map(([parts, given]) => {
    const search = Object.entries(given).map(([name, value]) => `${name}=${value}`)
    return parts.join("/") + (search.length === 0 ? "" : `?${search.join("&")}`)
  })
}

/** A valid body with one property replaced, added or removed, anywhere up to two levels deep. */
const spoilt = (sound: unknown): ReadonlyArray<FastCheck.Arbitrary<string>> => {
  if (typeof sound !== "object" || sound === null) return [value.map((any) => JSON.stringify(any))]
  const places = Object.entries(sound).flatMap(([name, inner]) => [
    [name],
    ...(typeof inner === "object" && inner !== null ? Object.keys(inner).map((deep) => [name, deep]) : [])
  ])
  return [...places, ["unknown"]].flatMap((place) => [value.map((any) => JSON.stringify(replaced(sound, place, any)))])
}

const replaced = (object: object, [name = "", ...rest]: ReadonlyArray<string>, by: unknown): object => ({
  ...object,
  [name]: rest.length === 0 ? by : replaced((object as Record<string, object>)[name]!, rest, by)
})

/** The smallest value that a schema describes, near enough for most requests to get past the door. */
const soundValue = (document: OpenApi.OpenAPISpec, schema: Schema): unknown => {
  if (schema.$ref !== undefined) {
    return soundValue(document, document.components.schemas[schema.$ref.split("/").at(-1)!] as Schema)
  }
  if (schema.anyOf !== undefined) return soundValue(document, schema.anyOf[0]!)
  if (schema.enum !== undefined) return schema.enum[0]
  if (schema.type === "object") {
    return Object.fromEntries(
      Object.entries(schema.properties ?? {}).map(([name, inner]) => [
        name,
        wellKnown[name] ?? soundValue(document, inner)
      ])
    )
  }
  if (schema.type === "array") return []
  if (schema.type === "integer" || schema.type === "number") return schema.minimum ?? 1
  return schema.type === "boolean" ? true : "x"
}

/** What a pattern requires and a schema alone does not express. */
const wellKnown: Readonly<Record<string, unknown>> = {
  amount: "10",
  currency: "KRW",
  username: "garbage-1",
  password: "three-quiet-otters",
  birthDate: "1990-04-12",
  country: "KR",
  lang: "en",
  email: "a@example.com",
  phone: "+82 10 1234 5678",
  lobbyUrl: "https://aurora.example/lobby",
  limits: [{ kind: "stake", period: "day", amount: "100" }]
}
