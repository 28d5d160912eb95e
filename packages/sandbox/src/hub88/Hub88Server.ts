import { randomUUID } from "node:crypto"
import { createServer, type IncomingMessage, type Server } from "node:http"
import { Effect, Runtime, type Scope } from "effect"
import type { FeedItem, Hub88Books } from "./Hub88Books.js"
import { isSignedBy } from "./Hub88Keys.js"
import { signatureHeader } from "./Hub88Wire.js"

/** An operator that the provider works with. */
export interface Operator {
  readonly operatorId: string
  /** Verifies the operator's requests. */
  readonly publicKeyPem: string
  /** The URL of the operator's wallet. */
  readonly callbackUrl: string
}

/** A game that an operator asked to launch. A demo has no user and no token. */
export interface Launched {
  readonly id: string
  readonly operator: Operator
  readonly fields: Readonly<Record<string, unknown>>
}

/** What the server reads and records. */
export interface Hub88Desk {
  readonly operator: (operatorId: string) => Operator | undefined
  readonly launched: (launch: Launched) => Effect.Effect<void>
  readonly launchOf: (id: string) => Launched | undefined
  readonly books: Hub88Books
}

/** The provider's API on 127.0.0.1; the result is its base URL. */
export const serve = (desk: Hub88Desk, port: number): Effect.Effect<string, Error, Scope.Scope> =>
  Effect.gen(function* () {
    const runtime = yield* Effect.runtime<never>()
    const server: Server = createServer((incoming, outgoing) => {
      const answered = Effect.flatMap(
        Effect.promise(() => bytesOf(incoming)),
        (body) => answer(desk, baseUrlOf(server), incoming, body)
      )
      Runtime.runFork(runtime)(answered).addObserver((exit) => {
        const { status, text, type } = exit._tag === "Success" ? exit.value : json(500, { error: "internal" })
        outgoing.writeHead(status, { "content-type": type }).end(text)
      })
    })
    yield* Effect.acquireRelease(listen(server, port), () => close(server))
    return baseUrlOf(server)
  })

interface Answered {
  readonly status: number
  readonly type: string
  readonly text: string
}

const json = (status: number, value: unknown): Answered => ({
  status,
  type: "application/json",
  text: JSON.stringify(value)
})

const answer = (desk: Hub88Desk, baseUrl: string, incoming: IncomingMessage, body: Buffer): Effect.Effect<Answered> =>
  Effect.suspend(() => {
    const path = incoming.url ?? "/"
    if (incoming.method === "GET" && path === "/") return Effect.succeed(front)
    const played = /^\/play\/([0-9a-f-]+)$/.exec(path)?.[1]
    if (incoming.method === "GET" && played !== undefined) return Effect.succeed(page(desk.launchOf(played)))
    const fields = read(body)
    const operator = desk.operator(String(fields.operator_id))
    const signature = incoming.headers[signatureHeader.toLowerCase()]
    if (operator === undefined) return Effect.succeed(json(400, { error: "unknown operator_id" }))
    if (typeof signature !== "string" || !isSignedBy(operator.publicKeyPem, body, signature)) {
      return Effect.succeed(json(403, { error: "RS_ERROR_INVALID_SIGNATURE" }))
    }
    if (path === "/operator/generic/v2/game/url") return launch(desk, baseUrl, operator, fields)
    if (path === "/operator/generic/v2/transactions/list") return feed(desk, operator, fields)
    return Effect.succeed(json(404, { error: "no such path" }))
  })

const launch = (desk: Hub88Desk, baseUrl: string, operator: Operator, fields: Launched["fields"]) => {
  const wanted = ["game_code", "platform", "lang", "currency", "country"]
  const missing = [...wanted, ...(fields.currency === "XXX" ? [] : ["user", "token"])].filter(
    (name) => typeof fields[name] !== "string"
  )
  if (missing.length > 0) return Effect.succeed(json(400, { error: `missing: ${missing.join(", ")}` }))
  const id = randomUUID()
  return Effect.as(desk.launched({ id, operator, fields }), json(200, { url: `${baseUrl}/play/${id}` }))
}

/** The operator's own lines; of a time, a player and a round where those are named. */
const feed = (desk: Hub88Desk, operator: Operator, fields: Launched["fields"]) => {
  const from = Number(fields.cursor ?? 0)
  const limit = Math.min(Math.max(Number(fields.limit ?? 100), 1), 1000)
  if (!Number.isSafeInteger(from) || !Number.isSafeInteger(limit)) return Effect.succeed(json(400, { error: "cursor" }))
  const { end_time, round, start_time, user } = fields
  const wanted = (item: FeedItem): boolean =>
    item.operator_id === operator.operatorId &&
    (start_time === undefined || item.inserted_at >= String(start_time)) &&
    (end_time === undefined || item.inserted_at < String(end_time)) &&
    (user === undefined || item.user === user) &&
    (round === undefined || item.round === round)
  return Effect.map(desk.books.page(from, limit, wanted), ({ items, next }) =>
    json(200, { transactions: items, cursor: next === null ? null : String(next) })
  )
}

/** The page at the launch address. */
const front: Answered = {
  status: 200,
  type: "text/plain; charset=utf-8",
  text: [
    "Simulated provider hub88. Signed operator requests:",
    "POST /operator/generic/v2/game/url           to launch a game, played at GET /play/<launch>",
    "POST /operator/generic/v2/transactions/list  for the books of what was played",
    ""
  ].join("\n")
}

const page = (launched: Launched | undefined): Answered => ({
  status: launched === undefined ? 404 : 200,
  type: "text/plain; charset=utf-8",
  text: launched === undefined ? "no such launch\n" : `This is the sandbox's ${String(launched.fields.game_code)}.\n`
})

const read = (body: Buffer): Launched["fields"] => {
  try {
    const value: unknown = JSON.parse(body.toString("utf8"))
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}

const bytesOf = async (incoming: IncomingMessage): Promise<Buffer> => {
  const parts: Array<Buffer> = []
  for await (const part of incoming) parts.push(part as Buffer)
  return Buffer.concat(parts)
}

const baseUrlOf = (server: Server): string => {
  const address = server.address()
  return `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`
}

const listen = (server: Server, port: number): Effect.Effect<void, Error> =>
  Effect.async((resume) => {
    const onError = (error: Error) => resume(Effect.fail(error))
    server.once("error", onError)
    server.listen(port, "127.0.0.1", () => {
      server.off("error", onError)
      resume(Effect.void)
    })
  })

const close = (server: Server): Effect.Effect<void> =>
  Effect.async((resume) => {
    server.close(() => resume(Effect.void))
    server.closeAllConnections()
  })
