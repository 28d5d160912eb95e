import * as Setting from "@croupier/core/config/Setting"
import { outboxAge } from "@croupier/core/events/RelayLoop"
import * as LeanHttpServer from "@croupier/core/http/LeanHttpServer"
import * as Metrics from "@croupier/core/metrics/Metrics"
import { RequestFigures } from "@croupier/core/metrics/RequestFigures"
import { HttpRouter } from "@effect/platform"
import { Effect, Layer, Option } from "effect"
import { bindAddress } from "./process.js"

const port = Setting.optional(
  Setting.port("METRICS_PORT", { description: "where a worker answers GET /metrics; not set: nowhere" })
)

/** The figures of a worker, the age of its domain's outbox among them, on `METRICS_PORT` where one is set. */
export const figures = (domain: string) =>
  Layer.scopedDiscard(
    Effect.gen(function* () {
      const chosen = yield* port
      if (Option.isNone(chosen)) return
      const age = {
        name: "outbox_age_seconds",
        help: "How long the oldest event of the outbox has waited for its batch"
      }
      const page = yield* Metrics.make(new RequestFigures(), [{ ...age, read: outboxAge(domain) }])
      const server = yield* LeanHttpServer.make({ port: chosen.value, host: yield* bindAddress })
      yield* server.serve(HttpRouter.empty.pipe(HttpRouter.get("/metrics", page)))
    })
  )
