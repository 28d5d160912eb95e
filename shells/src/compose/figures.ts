import * as Setting from "@croupier/core/config/Setting"
import { eventFigures } from "@croupier/core/events/eventFigures"
import * as LeanHttpServer from "@croupier/core/http/LeanHttpServer"
import * as Metrics from "@croupier/core/metrics/Metrics"
import { RequestFigures } from "@croupier/core/metrics/RequestFigures"
import { HttpRouter } from "@effect/platform"
import { Effect, Layer, Option } from "effect"
import { bindAddress } from "./process.js"

const port = Setting.optional(
  Setting.port("METRICS_PORT", { description: "where a worker answers GET /metrics; not set: nowhere" })
)

/** The figures of a worker, those of its domain's events among them, on `METRICS_PORT` where one is set. */
export const figures = (domain: string) =>
  Layer.scopedDiscard(
    Effect.gen(function* () {
      const chosen = yield* port
      if (Option.isNone(chosen)) return
      const page = yield* Metrics.make(new RequestFigures(), eventFigures(domain))
      const server = yield* LeanHttpServer.make({ port: chosen.value, host: yield* bindAddress })
      yield* server.serve(HttpRouter.empty.pipe(HttpRouter.get("/metrics", page)))
    })
  )
