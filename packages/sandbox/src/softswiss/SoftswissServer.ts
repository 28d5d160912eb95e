import { randomUUID } from "node:crypto"
import { createServer, type IncomingMessage, type Server } from "node:http"
import { Effect, type Scope } from "effect"
import * as SoftswissSignature from "./SoftswissSignature.js"

/** An operator that the provider works with. */
export interface Operator {
  /** The `casino_id` of the operator's launches. */
  readonly operatorId: string
  /** What both sides sign with. */
  readonly secret: string
  /** The URL of the operator's wallet. */
  readonly callbackUrl: string
}

/** A game that an operator asked to launch. A demo has no user. */
export interface Launched {
  readonly id: string
  readonly operator: Operator
  readonly demo: boolean
  readonly fields: Readonly<Record<string, unknown>>
}

/** What the server reads and records. */
export interface SoftswissDesk {
  readonly operator: (operatorId: string) => Operator | undefined
  readonly launchOf: (id: string) => Launched | undefined
  readonly launched: (launch: Launched) => void
}

/**
 * The provider's API on 127.0.0.1; the result is its base URL. `POST /sessions` and `POST /demo` launch games; their shape is
 * ours, after what such providers describe in public.
 */
export const serve = (desk: SoftswissDesk, port: number): Effect.Effect<string, Error, Scope.Scope> =>
  Effect.map(
    Effect.acquireRelease(
      Effect.async<Server, Error>((resume) => {
        const server = createServer((incoming, outgoing) => {
          bytesOf(incoming).then(
            (body) => {
              const { status, value } = answer(desk, baseUrlOf(server), incoming, body)
              outgoing.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(value))
            },
            () => outgoing.destroy()
          )
        })
        server.once("error", (error) => resume(Effect.fail(error)))
        server.listen(port, "127.0.0.1", () => resume(Effect.succeed(server)))
      }),
      (server) =>
        Effect.async<void>((resume) => {
          server.close(() => resume(Effect.void))
          server.closeAllConnections()
        })
    ),
    baseUrlOf
  )

interface Answered {
  readonly status: number
  readonly value: unknown
}

const refused = (status: number, message: string): Answered => ({ status, value: { message } })

const answer = (desk: SoftswissDesk, baseUrl: string, incoming: IncomingMessage, body: Buffer): Answered => {
  const { method, url } = incoming
  if (method === "GET" && url === "/") return { status: 200, value: front }
  const played = method === "GET" ? /^\/play\/([0-9a-f-]+)$/.exec(url ?? "")?.[1] : undefined
  if (played !== undefined) return page(desk.launchOf(played))
  if (method !== "POST" || (url !== "/sessions" && url !== "/demo")) return refused(404, "no such path")
  const fields = read(body)
  const operator = desk.operator(String(fields.casino_id))
  if (operator === undefined) return refused(400, "unknown casino_id")
  const signature = incoming.headers[SoftswissSignature.header.toLowerCase()]
  if (signature !== SoftswissSignature.sign(operator.secret, body)) return refused(403, "signature is wrong")
  const demo = url === "/demo"
  const complaint = complaintAbout(fields, demo)
  if (complaint !== undefined) return refused(400, complaint)
  const id = randomUUID()
  desk.launched({ id, operator, demo, fields })
  return { status: 200, value: { launch_options: { strategy: "redirect", game_url: `${baseUrl}/play/${id}` } } }
}

/** The page at the launch address. */
const front = {
  provider: "softswiss, simulated",
  "POST /sessions": "signed: launches a game, played at GET /play/<launch>",
  "POST /demo": "signed: the same without a player"
}

const page = (launched: Launched | undefined): Answered =>
  launched === undefined
    ? refused(404, "no such launch")
    : { status: 200, value: { game: launched.fields.game, demo: launched.demo } }

const complaintAbout = (fields: Launched["fields"], demo: boolean): string | undefined => {
  const wanted = ["game", "locale", "client_type", ...(demo ? [] : ["currency"])]
  const missing = wanted.filter((name) => typeof fields[name] !== "string")
  if (!demo && accountOf(fields) === undefined) missing.push("user.account_id")
  return missing.length === 0 ? undefined : `missing: ${missing.join(", ")}`
}

/** The player of a launch. */
export const accountOf = ({ user }: Launched["fields"]): string | undefined => {
  const account = typeof user === "object" && user !== null && "account_id" in user ? user.account_id : undefined
  return typeof account === "string" ? account : undefined
}

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
