import * as Service from "@croupier/core/http/Service"
import { HttpServer } from "@effect/platform"
import { Effect, Layer } from "effect"
import { Api, handlers } from "./Route.js"

/** Our service as it ships: problems, figures and trace ids on. */
const service = Service.serve({ name: "bench", api: Api, handlers, port: 0 })

Layer.effectDiscard(HttpServer.addressFormattedWith((address) => Effect.sync(() => process.send?.(address)))).pipe(
  Layer.provide(service),
  Layer.launch,
  Effect.runFork
)
process.on("SIGTERM", () => process.exit(0))
