import { readFileSync } from "node:fs"
import type { Server } from "node:http"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"
import { afterAll, beforeAll, describe, expect, it } from "vitest"

const here = dirname(fileURLToPath(import.meta.url))
const page = readFileSync(join(here, "../../docs/how-to/serve-on-your-server.md"), "utf8")
const port = process.env.PORT

beforeAll(() => {
  process.env.PORT = "0"
})
afterAll(() => {
  if (port === undefined) delete process.env.PORT
  else process.env.PORT = port
})

const portOf = (server: Server): number => {
  const address = server.address()
  return typeof address === "object" && address !== null ? address.port : 0
}

/** Runs a program of the page; the result sends requests to it. */
const programs = {
  node: async () => {
    const { server, stop } = await import("./serve-on-your-server/node.js")
    return { ask: (path: string, init?: RequestInit) => fetch(`http://localhost:${portOf(server)}${path}`, init), stop }
  },
  express: async () => {
    const { server, stop } = await import("./serve-on-your-server/express.js")
    return { ask: (path: string, init?: RequestInit) => fetch(`http://localhost:${portOf(server)}${path}`, init), stop }
  },
  fastify: async () => {
    const { server, stop } = await import("./serve-on-your-server/fastify.js")
    return { ask: (path: string, init?: RequestInit) => fetch(`http://localhost:${portOf(server)}${path}`, init), stop }
  },
  web: async () => {
    const program = await import("./serve-on-your-server/web.js")
    const ask = (path: string, init?: RequestInit) => program.fetch(new Request(`http://localhost${path}`, init))
    return { ask, stop: program.stop }
  }
}

describe("docs/how-to/serve-on-your-server.md", () => {
  it.each(["wallet", "node", "express", "fastify", "web"])("shows the program %s as it is run here", (name) => {
    const program = readFileSync(join(here, "serve-on-your-server", `${name}.ts`), "utf8")
    expect(page).toContain(`\`${name}.ts\``)
    expect(page).toContain(`\`\`\`ts\n${program}\`\`\`\n`)
  })

  it.each(Object.entries(programs))("%s serves the wallet next to a page of the application", async (_, run) => {
    const { ask, stop } = await run()
    const authorization = "Bearer session-1"
    expect(await (await ask("/")).text()).toBe("my own page")
    const balance = await ask("/api/wallet/balance", { headers: { authorization } })
    expect([balance.status, await balance.json()]).toMatchObject([404, { code: "wallet-not-found" }])
    const headers = { authorization, "content-type": "application/json", "idempotency-key": "k-1" }
    const deposit = await ask("/api/wallet/deposit-requests", { method: "POST", headers, body: '{"amount":1}' })
    expect([deposit.status, await deposit.json()]).toMatchObject([400, { code: "invalid-request" }])
    expect((await ask("/api/wallet/balance")).status).toBe(401)
    await stop()
  })
})
