import { connect, createServer, type Socket } from "node:net"
import { Deferred, Effect, type Scope } from "effect"

/** A network between two processes that can go wrong in the ways that networks do. */
export interface FaultProxy {
  /** Where the first process connects, on 127.0.0.1. */
  readonly port: number
  /** The address of the target with the proxy's own host and port in it. */
  readonly url: string
  /** Ends every connection with a reset; new ones are taken. */
  readonly cut: Effect.Effect<void>
  /** Ends every connection, and takes no new one until `heal`. */
  readonly refuse: Effect.Effect<void>
  /** Delays every byte of either direction by this many milliseconds, until `heal`. */
  readonly delay: (millis: number) => Effect.Effect<void>
  /**
   * Loses the answer to the next request that holds this text, and all later ones on its connection, until `heal`;
   * requests still get through. What is given waits until the answer was lost: by then the target has done what it was
   * asked.
   */
  readonly swallow: (mark: string) => Effect.Effect<Effect.Effect<void>>
  /** Loses every byte of either direction until `heal`; connections stay open, and new ones are taken. */
  readonly silence: Effect.Effect<void>
  /** Ends the silence for new connections; those that lost something stay silent, as behind a router that forgot them. */
  readonly forget: Effect.Effect<void>
  /** A working network again. Connections that lost an answer are ended, as their peers would do some day. */
  readonly heal: Effect.Effect<void>
}

interface Swallowing {
  readonly mark: string
  readonly lost: Deferred.Deferred<void>
}

/** A proxy in front of the host and port of a URL, for the length of the scope. */
export const make = (target: string): Effect.Effect<FaultProxy, never, Scope.Scope> =>
  Effect.gen(function* () {
    const url = new URL(target)
    const { hostname, port } = url
    const clients = new Set<Socket>()
    const deaf = new Set<Socket>()
    const mute = new Set<Socket>()
    let refusing = false
    let silent = false
    let held = 0
    let swallowing: Swallowing | undefined

    const later = (act: () => void): void => {
      if (held === 0) act()
      else setTimeout(act, held)
    }
    const server = createServer((client) => {
      if (refusing) {
        client.resetAndDestroy()
        return
      }
      const upstream = connect(Number(port), hostname)
      clients.add(client)
      for (const socket of [client, upstream]) {
        socket.setNoDelay(true)
        socket.on("error", () => undefined)
      }
      client.on("close", () => {
        clients.delete(client)
        upstream.destroy()
      })
      upstream.on("close", () => client.destroy())
      client.on("data", (chunk) => {
        if (silent) mute.add(client)
        if (mute.has(client)) return
        if (swallowing !== undefined && chunk.includes(swallowing.mark)) deaf.add(client)
        later(() => upstream.write(chunk))
      })
      upstream.on("data", (chunk) => {
        if (silent) deaf.add(client)
        if (!deaf.has(client)) later(() => client.write(chunk))
        else if (swallowing !== undefined) Deferred.unsafeDone(swallowing.lost, Effect.void)
      })
    })
    const reset = (sockets: Iterable<Socket>): void => {
      for (const socket of [...sockets]) socket.resetAndDestroy()
    }
    const cut = Effect.sync(() => reset(clients))
    yield* Effect.acquireRelease(
      Effect.promise(() => new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))),
      () =>
        Effect.sync(() => {
          server.close()
          reset(clients)
        })
    )
    const address = server.address()
    if (address === null || typeof address === "string") return yield* Effect.dieMessage("the proxy has no port")
    url.host = `127.0.0.1:${address.port}`
    return {
      port: address.port,
      url: url.href.replace(/\/$/, ""),
      cut,
      refuse: Effect.zipRight(
        Effect.sync(() => {
          refusing = true
        }),
        cut
      ),
      delay: (millis) =>
        Effect.sync(() => {
          held = millis
        }),
      swallow: (mark) =>
        Effect.map(Deferred.make<void>(), (lost) => {
          swallowing = { mark, lost }
          return Deferred.await(lost)
        }),
      silence: Effect.sync(() => {
        silent = true
      }),
      forget: Effect.sync(() => {
        silent = false
      }),
      heal: Effect.sync(() => {
        refusing = false
        silent = false
        held = 0
        swallowing = undefined
        reset(new Set([...deaf, ...mute]))
        deaf.clear()
        mute.clear()
      })
    }
  })
