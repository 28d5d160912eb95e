import { createServer } from "node:http"
import * as FastifyMount from "@croupier/core/http/adapters/FastifyMount"
import * as NodeHandler from "@croupier/core/http/adapters/NodeHandler"
import * as WebHandler from "@croupier/core/http/adapters/WebHandler"
import * as HostServer from "@croupier/core/testing/HostServer"
import express from "express"
import Fastify, { type FastifyInstance } from "fastify"
import type { WalletShape } from "../../src/contract.js"
import { furnished, service, serviceOn } from "./service.js"

/** The wallet in an Express application next to a route and a body parser of its own. */
export const inExpress: HostServer.Host = (handler) => {
  const app = express()
  app.use(["/api/wallet", "/internal/wallet"], handler)
  app.use(express.json())
  app.post("/own", (request, response) => void response.json({ own: request.body }))
  return createServer(app)
}

/** The same in a Fastify application. */
export const inFastify: HostServer.Host = async (handler) => {
  const mount = FastifyMount.make(handler, { prefixes: ["/api/wallet", "/internal/wallet"] })
  const app: FastifyInstance = Fastify({ frameworkErrors: mount.frameworkErrors })
  app.register(mount.plugin)
  app.post("/own", (request) => ({ own: request.body }))
  await app.ready()
  return app.server
}

const onNode = (host: HostServer.Host) => (wallet: WalletShape) =>
  HostServer.onNode(furnished(NodeHandler.layer(service), wallet), host)

/** The wallet service on our server and on all others. */
export const servers = [
  { name: "our server", on: (wallet: WalletShape) => serviceOn(wallet) },
  { name: "node:http", on: onNode(HostServer.plain) },
  { name: "Express", on: onNode(inExpress) },
  { name: "Fastify", on: onNode(inFastify) },
  {
    name: "a server of web-standard requests",
    on: (wallet: WalletShape) => HostServer.onWeb(furnished(WebHandler.layer(service), wallet))
  }
]
