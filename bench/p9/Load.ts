import { connect, type Socket } from "node:net"

/** What one client did: answered requests, and any answer that was not the expected one. */
export interface Load {
  readonly requests: number
  readonly wrong: number
  readonly seconds: number
}

/** How a client loads a server: keep-alive connections, each with a number of concurrent requests. */
export interface Shape {
  readonly connections: number
  readonly pipelined: number
}

/**
 * Sends one request over and over; each complete answer makes room for the next. It is raw sockets and as little parsing
 * as will do, since client and server share the machine's cores.
 */
export const run = async (port: number, request: Buffer, shape: Shape, seconds: number): Promise<Load> => {
  let requests = 0
  let wrong = 0
  const startedAt = performance.now()
  const until = startedAt + seconds * 1000
  const client = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const socket: Socket = connect({ port, host: "127.0.0.1", noDelay: true })
      let rest = ""
      let underWay = shape.pipelined
      socket.on("connect", () => socket.write(Buffer.concat(Array.from({ length: underWay }, () => request))))
      socket.on("error", reject)
      socket.on("close", () => resolve())
      socket.on("data", (chunk) => {
        rest += chunk.toString("latin1")
        let answered = 0
        for (let head = rest.indexOf("\r\n\r\n"); head >= 0; head = rest.indexOf("\r\n\r\n")) {
          const end = head + 4 + Number(/content-length: (\d+)/i.exec(rest)?.[1])
          if (rest.length < end) break
          if (!rest.startsWith("HTTP/1.1 200")) wrong++
          rest = rest.slice(end)
          answered++
        }
        requests += answered
        underWay -= answered
        if (performance.now() < until) {
          underWay += answered
          if (answered > 0)
            socket.write(answered === 1 ? request : Buffer.concat(Array.from({ length: answered }, () => request)))
        } else if (underWay === 0) socket.destroy()
      })
    })
  await Promise.all(Array.from({ length: shape.connections }, client))
  return { requests, wrong, seconds: (performance.now() - startedAt) / 1000 }
}
