import { HttpRouter, HttpServerResponse } from "@effect/platform"
import { describe, expect, it } from "@effect/vitest"
import { Effect, FastCheck } from "effect"
import FindMyWay from "find-my-way"
import { Exchange } from "../../src/http/Exchange.js"
import { WebRequest } from "../../src/internal/http/adapters/WebRequest.js"
import { WebResponse } from "../../src/internal/http/adapters/WebResponse.js"
import * as RouteDispatch from "../../src/internal/http/RouteDispatch.js"
import * as RouteTable from "../../src/internal/http/RouteTable.js"
import { exactly } from "../../src/internal/http/ServedApi.js"

const method = FastCheck.constantFrom(...(["GET", "POST", "PUT"] as const))
const segment = FastCheck.constantFrom("a", "b", "ab", "api")
const pattern = FastCheck.tuple(
  FastCheck.array(FastCheck.oneof(segment, FastCheck.constant(":")), { minLength: 1, maxLength: 4 }),
  FastCheck.boolean()
).map(([segments, rest]) => {
  const named = segments.map((part, at) => (part === ":" ? `:p${at}` : part))
  return `/${[...named, ...(rest ? ["*"] : [])].join("/")}` as `/${string}`
})
const tables = FastCheck.uniqueArray(FastCheck.record({ method, path: pattern }), {
  minLength: 1,
  maxLength: 12,
  selector: ({ method, path }) => `${method} ${path}`
})
/** Paths as `RequestTarget` lets them pass: no empty segment. */
const paths = FastCheck.array(
  FastCheck.oneof(segment, FastCheck.constantFrom("A", "x.y", "%20", "%EC%9B%90", "a%2Cb", "a:b")),
  {
    minLength: 1,
    maxLength: 6
  }
).map((segments) => `/${segments.join("/")}`)
const requests = FastCheck.tuple(tables, method, paths, FastCheck.constantFrom("", "?q=/a/b"))

type Table = ReadonlyArray<{ readonly method: "GET" | "POST" | "PUT"; readonly path: `/${string}` }>

const oracle = (table: Table) => {
  const router = FindMyWay({ caseSensitive: true, ignoreTrailingSlash: false, maxParamLength: 8192 })
  for (const { method, path } of table) router.on(method, path, () => {}, path)
  return router
}

describe("routes, compared with find-my-way", () => {
  it.prop(
    "the methods of a path are those under which find-my-way finds it",
    [requests],
    ([[table, , path, query]]) => {
      const router = oracle(table)
      const theirs = (["GET", "POST", "PUT"] as const).filter((name) => router.find(name, path) !== null)
      // On purpose HEAD is a method of every path that has GET; find-my-way has routes of its own for it.
      const withHead = theirs.flatMap((name) => (name === "GET" ? ["GET", "HEAD"] : [name]))
      expect(RouteTable.methodsOf(table, path + query)).toEqual(withHead)
    }
  )

  it.effect.prop(
    "a request has the route and the parameters that find-my-way finds",
    [requests],
    ([[table, method, path, query]]) =>
      Effect.gen(function* () {
        const routes = table.map((route) => HttpRouter.makeRoute(route.method, route.path, HttpServerResponse.empty()))
        const dispatch = yield* RouteDispatch.make(HttpRouter.fromIterable(routes), []).pipe(
          HttpRouter.withRouterConfig(exactly)
        )
        const outgoing = new WebResponse(method, undefined, () => Response.error())
        const incoming = new WebRequest(new Request(`http://a.test${path}${query}`, { method }), outgoing.socket)
        const exchange = new Exchange(incoming, outgoing)
        const ours = dispatch(exchange)
        const theirs = oracle(table).find(method, path)
        expect(exchange.route).toBe(theirs?.store ?? undefined)
        const params: Array<unknown> = []
        ours?.services((key, service) => {
          if (key === HttpRouter.RouteContext.key) params.push((service as HttpRouter.RouteContext).params)
        })
        expect(params).toEqual(theirs === null ? [] : [{ ...theirs.params }])
      })
  )
})
