import { connect, createServer } from "node:net"
import { Effect, type Scope } from "effect"

/**
 * A PostgreSQL with errors and notices in another language, as under `lc_messages`: severity and message are replaced,
 * the code stays. Answers the given URL with the proxy's host and port. Without TLS.
 */
export const make = (target: string): Effect.Effect<string, never, Scope.Scope> =>
  Effect.gen(function* () {
    const url = new URL(target)
    const { hostname, port } = url
    const server = createServer((client) => {
      const upstream = connect(Number(port), hostname)
      let rest: Buffer = Buffer.alloc(0)
      for (const socket of [client, upstream]) socket.on("error", () => undefined)
      client.on("close", () => upstream.destroy())
      upstream.on("close", () => client.destroy())
      client.on("data", (chunk) => upstream.write(chunk))
      upstream.on("data", (chunk) => {
        rest = Buffer.concat([rest, chunk])
        while (rest.length >= 5 && rest.length >= 1 + rest.readInt32BE(1)) {
          const end = 1 + rest.readInt32BE(1)
          client.write(translated(rest.subarray(0, end)))
          rest = rest.subarray(end)
        }
      })
    })
    yield* Effect.acquireRelease(
      Effect.promise(() => new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))),
      () => Effect.sync(() => server.close())
    )
    const address = server.address()
    if (address === null || typeof address === "string") return yield* Effect.dieMessage("the proxy has no port")
    url.host = `127.0.0.1:${address.port}`
    return url.href
  })

/** One message of the server: `E` and `N` hold fields, each a letter and a text that ends with NUL. */
const translated = (message: Buffer): Buffer => {
  const kind = String.fromCharCode(message[0]!)
  if (kind !== "E" && kind !== "N") return message
  const fields = message.toString("utf8", 5).split("\0").map(inKorean).join("\0")
  const body = Buffer.from(fields, "utf8")
  const head = Buffer.alloc(5)
  head.write(kind)
  head.writeInt32BE(4 + body.length, 1)
  return Buffer.concat([head, body])
}

const inKorean = (field: string): string =>
  field.startsWith("S") ? "S치명적오류" : field.startsWith("M") ? "M요청을 처리할 수 없습니다" : field
