import { connect, createServer, type Socket } from "node:net"
import { Effect, Redacted, type Scope } from "effect"

/** A network between the wallet and its database that can lose an answer. */
export interface Proxy {
  readonly url: Redacted.Redacted
  /**
   * Loses the answer to the `nth` message to the server that contains `mark`, once: the server has done what it was asked
   * by then. `cut`: and the connection with it; `hang`: the connection stays, silent.
   */
  readonly lose: (mark: string, nth: number, how: "cut" | "hang") => void
  /** From now on, after what is being lost, every further message to the server that contains `mark` is lost. */
  readonly loseLater: (mark: string, how: "cut" | "hang") => void
  /** Holds the `nth` message to the server that contains `mark` until `release`, also when its sender has disconnected by then. */
  readonly delay: (mark: string, nth: number) => { readonly release: () => void }
  /** Ends every connection and takes no more. */
  readonly refuse: () => void
}

/** A proxy in front of the server that a URL names, for the length of the scope. */
export const proxyTo = (target: Redacted.Redacted): Effect.Effect<Proxy, never, Scope.Scope> =>
  Effect.gen(function* () {
    const url = new URL(Redacted.value(target))
    const { hostname, port } = url
    let plan: { readonly mark: string; left: number; readonly how: "cut" | "hang" } | undefined
    let later: { readonly mark: string; readonly how: "cut" | "hang" } | undefined
    let delayed: { readonly mark: string; left: number; release: () => void } | undefined
    const sockets = new Set<Socket>()
    const server = createServer((client) => {
      const upstream = connect(Number(port), hostname)
      let losing: "cut" | "hang" | undefined
      for (const socket of [client, upstream]) {
        sockets.add(socket)
        socket.on("error", () => undefined)
      }
      let holding = false
      client.on("close", () => holding || upstream.destroy())
      upstream.on("close", () => client.destroy())
      client.on("data", (chunk) => {
        if (delayed !== undefined && chunk.includes(delayed.mark)) {
          delayed.left -= 1
          if (delayed.left === 0) {
            holding = true
            delayed.release = () => upstream.write(chunk)
          }
        }
        if (holding) return
        if (plan === undefined && later !== undefined && chunk.includes(later.mark)) {
          if (later.how === "cut") client.destroy()
          return
        }
        if (plan !== undefined && chunk.includes(plan.mark)) {
          plan.left -= 1
          if (plan.left === 0) {
            losing = plan.how
            plan = undefined
          }
        }
        upstream.write(chunk)
      })
      upstream.on("data", (chunk) => {
        if (losing === undefined) client.write(chunk)
        else if (losing === "cut") client.destroy()
      })
    })
    const refuse = () => {
      server.close()
      for (const socket of sockets) socket.destroy()
    }
    yield* Effect.acquireRelease(
      Effect.promise(() => new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))),
      () => Effect.sync(refuse)
    )
    const address = server.address()
    if (address === null || typeof address === "string") return yield* Effect.dieMessage("the proxy has no port")
    url.host = `127.0.0.1:${address.port}`
    return {
      url: Redacted.make(url.href),
      refuse,
      lose: (mark, nth, how) => {
        plan = { mark, left: nth, how }
      },
      loseLater: (mark, how) => {
        later = { mark, how }
      },
      delay: (mark, nth) => {
        const one = { mark, left: nth, release: () => undefined }
        delayed = one
        return { release: () => one.release() }
      }
    }
  })
