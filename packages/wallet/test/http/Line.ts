import { connect, createServer, type Socket } from "node:net"
import { Effect, type Scope } from "effect"

/** A TCP line to a service that a test can cut at the worst moment. */
export interface Line {
  readonly url: string
  /** How many of the next answers are swallowed: the service has done its work, and the connection dies. */
  swallow: number
  /** Requests that were begun on it so far. */
  requests: number
}

/** Lays a line to a port of this machine. */
export const line = (port: number): Effect.Effect<Line, never, Scope.Scope> =>
  Effect.acquireRelease(
    Effect.async<{ readonly line: Line; readonly close: () => void }>((resume) => {
      const state = { url: "", swallow: 0, requests: 0 }
      const sockets = new Set<Socket>()
      const server = createServer((near) => {
        const far = connect(port, "127.0.0.1")
        for (const socket of [near, far]) {
          sockets.add(socket)
          socket.on("error", () => socket.destroy())
          socket.on("close", () => {
            sockets.delete(socket)
            near.destroy()
            far.destroy()
          })
        }
        near.on("data", (bytes) => {
          state.requests += bytes.toString("latin1").split(" HTTP/1.1\r\n").length - 1
          far.write(bytes)
        })
        far.on("data", (bytes) => {
          if (state.swallow === 0) near.write(bytes)
          else {
            state.swallow -= 1
            near.destroy()
          }
        })
      })
      server.listen(0, "127.0.0.1", () => {
        const address = server.address()
        if (address === null || typeof address === "string") throw new Error("no port")
        state.url = `http://127.0.0.1:${address.port}`
        const close = (): void => {
          for (const socket of sockets) socket.destroy()
          server.close()
        }
        resume(Effect.succeed({ line: state, close }))
      })
    }),
    ({ close }) => Effect.sync(close)
  ).pipe(Effect.map(({ line }) => line))
