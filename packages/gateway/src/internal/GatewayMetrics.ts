import * as LeanHttpServer from "@croupier/core/http/LeanHttpServer"
import * as Metrics from "@croupier/core/metrics/Metrics"
import type { RequestMetrics } from "@croupier/core/metrics/RequestMetrics"
import { HttpRouter, type HttpServerError } from "@effect/platform"
import { Effect, type Scope } from "effect"
import type { Upstream } from "./Upstream.js"

const states = { closed: 0, "half-open": 1, open: 2 }

/** Serves `/metrics` of the gateway itself on a port of its own; answers that port. */
export const serve = (
  options: { readonly port: number; readonly host?: string },
  figures: RequestMetrics,
  upstreams: ReadonlyArray<Upstream>
): Effect.Effect<number, HttpServerError.ServeError, Scope.Scope> =>
  Effect.gen(function* () {
    const breakers: Metrics.Gauge = {
      name: "gateway_upstream_breaker",
      help: "Circuit breaker state: 0 closed, 1 half-open, 2 open",
      label: "upstream",
      read: Effect.sync(() =>
        Object.fromEntries(upstreams.map(({ name, breaker }) => [name, states[breaker.state(performance.now())]]))
      )
    }
    const page = yield* Metrics.make(figures, [breakers])
    const server = yield* LeanHttpServer.make(options)
    yield* server.serve(HttpRouter.empty.pipe(HttpRouter.get("/metrics", page)))
    return server.address._tag === "TcpAddress" ? server.address.port : options.port
  })
