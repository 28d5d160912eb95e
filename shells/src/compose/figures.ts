import * as Setting from "@croupier/core/config/Setting"
import { eventMetrics } from "@croupier/core/events/eventMetrics"
import * as LeanHttpServer from "@croupier/core/http/LeanHttpServer"
import * as Metrics from "@croupier/core/metrics/Metrics"
import { RequestMetrics } from "@croupier/core/metrics/RequestMetrics"
import { HttpRouter } from "@effect/platform"
import { Effect, Layer, Option } from "effect"
import { bindAddress } from "./process.js"

const port = Setting.optional(
  Setting.port("METRICS_PORT", {
    description: "TCP port for a worker's GET /metrics; if not set, no metrics are served"
  })
)

/** The figures of a worker, those of its domain's events among them, on `METRICS_PORT` where one is set. */
export const figures = (domain: string) =>
  Layer.scopedDiscard(
    Effect.gen(function* () {
      const chosen = yield* port
      if (Option.isNone(chosen)) return
      const page = yield* Metrics.make(new RequestMetrics(), eventMetrics(domain))
      const server = yield* LeanHttpServer.make({ port: chosen.value, host: yield* bindAddress })
      yield* server.serve(HttpRouter.empty.pipe(HttpRouter.get("/metrics", page)))
    })
  )
