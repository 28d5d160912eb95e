import { createServer } from "node:http"
import { HttpApiBuilder, HttpServer } from "@effect/platform"
import * as NodeHttpServer from "@effect/platform-node/NodeHttpServer"
import { Effect, Layer } from "effect"
import { Api, handlers } from "./Route.js"

const served = HttpApiBuilder.serve().pipe(
  Layer.provide(HttpApiBuilder.api(Api)),
  Layer.provide(handlers),
  Layer.provideMerge(NodeHttpServer.layer(() => createServer(), { port: 0, host: "127.0.0.1" }))
)

Layer.effectDiscard(HttpServer.addressFormattedWith((address) => Effect.sync(() => process.send?.(address)))).pipe(
  Layer.provide(served),
  Layer.launch,
  Effect.runFork
)
process.on("SIGTERM", () => process.exit(0))
