import { connect, type Socket } from "node:net"
import { Effect, type Scope } from "effect"

/** A client that says exactly what a test wants it to say. */
export interface RawSocket {
  readonly send: (bytes: string | Uint8Array) => Effect.Effect<void>
  /** What has arrived once it contains the given text. */
  readonly until: (text: string) => Effect.Effect<string>
  /** What has arrived once the server has closed the connection, politely or not. */
  readonly untilClosed: Effect.Effect<string>
  readonly hangUp: Effect.Effect<void>
  readonly socket: Socket
}

/** Opens a connection for as long as the scope is open. */
export const open = (port: number): Effect.Effect<RawSocket, never, Scope.Scope> =>
  Effect.acquireRelease(
    Effect.async<RawSocket>((resume) => {
      const socket = connect({ port, host: "127.0.0.1", noDelay: true, allowHalfOpen: true })
      let received = ""
      let closed = false
      const waiting = new Set<() => void>()
      const wake = (): void => {
        for (const look of [...waiting]) look()
      }
      const when = (found: () => boolean): Effect.Effect<string> =>
        Effect.async<string>((resume) => {
          const look = (): void => {
            if (!found()) return
            waiting.delete(look)
            resume(Effect.succeed(received))
          }
          waiting.add(look)
          look()
        })
      const onClosed = (): void => {
        closed = true
        wake()
      }
      socket.on("error", onClosed).on("end", onClosed).on("close", onClosed)
      socket.on("data", (chunk) => {
        received += chunk.toString("latin1")
        wake()
      })
      socket.once("connect", () =>
        resume(
          Effect.succeed({
            socket,
            send: (bytes) => Effect.async<void>((resume) => void socket.write(bytes, () => resume(Effect.void))),
            until: (text) => when(() => received.includes(text)),
            untilClosed: when(() => closed),
            hangUp: Effect.sync(() => void socket.destroy())
          })
        )
      )
    }),
    ({ socket }) => Effect.sync(() => void socket.destroy())
  )

/** Succeeds where no server listens any more. */
export const refused = (port: number): Effect.Effect<void, "taken"> =>
  Effect.async((resume) => {
    const socket = connect({ port, host: "127.0.0.1" })
    socket.once("error", () => resume(Effect.void))
    socket.once("connect", () => {
      socket.destroy()
      resume(Effect.fail("taken"))
    })
  })

/** A request as text, its body's length in the head. */
export const request = (method: string, path: string, body = "", headers = ""): string =>
  `${method} ${path} HTTP/1.1\r\nhost: localhost\r\n${headers}content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`
