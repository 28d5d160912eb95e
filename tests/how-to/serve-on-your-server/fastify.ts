import * as FastifyMount from "@croupier/core/http/adapters/FastifyMount"
import * as NodeHandler from "@croupier/core/http/adapters/NodeHandler"
import { Layer, ManagedRuntime } from "effect"
import Fastify from "fastify"
import { needs, wallet } from "./wallet.js"

const runtime = ManagedRuntime.make(NodeHandler.layer(wallet).pipe(Layer.provide(needs)))
const handler = await runtime.runPromise(NodeHandler.NodeHandler)
const mount = FastifyMount.make(handler, { prefixes: ["/api/wallet"] })

const app = Fastify({ frameworkErrors: mount.frameworkErrors })
app.register(mount.plugin)
app.get("/", () => "my own page")
app.addHook("onClose", () => runtime.dispose())
await app.listen({ port: Number(process.env.PORT ?? 3000) })

export const server = app.server
export const stop = () => app.close()
