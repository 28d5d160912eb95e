import { HttpServer } from "@effect/platform"
import { Context, Effect, Layer, type Scope } from "effect"

/** What a service answered: `json` is the parsed body where it is JSON, else undefined. */
export interface TestResponse {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  readonly json: unknown
}

/** What a test sends; a body that is no string or bytes is sent as JSON. */
export interface TestRequest {
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: unknown
}

/** A service under test on a free port. */
export interface TestHttp {
  readonly baseUrl: string
  readonly port: number
  /** Sends one request over a real socket; a connection that breaks is a defect. */
  readonly request: (method: string, path: string, request?: TestRequest) => Effect.Effect<TestResponse>
}

/**
 * Starts a service, given as the layer that `Service.serve` makes with `port: 0`, for as long as the scope is open.
 * Everything the layer needs is provided before.
 *
 * @example
 * it.scopedLive("…", () =>
 *   Effect.gen(function* () {
 *     const http = yield* TestHttp.start(service.pipe(Layer.provide(Wallet.layerMemory)))
 *     const { status } = yield* http.request("GET", "/health")
 *   })
 * )
 */
export const start = <E>(layer: Layer.Layer<HttpServer.HttpServer, E>): Effect.Effect<TestHttp, E, Scope.Scope> =>
  Effect.map(Layer.build(layer), (context) => {
    const { address } = Context.get(context, HttpServer.HttpServer)
    const port = address._tag === "TcpAddress" ? address.port : 0
    const baseUrl = `http://127.0.0.1:${port}`
    return { baseUrl, port, request: (method, path, request) => send(method, baseUrl + path, request) }
  })

const send = (method: string, url: string, { headers = {}, body }: TestRequest = {}): Effect.Effect<TestResponse> =>
  Effect.promise(async (signal) => {
    const raw = body === undefined || typeof body === "string" || body instanceof Uint8Array
    const response = await fetch(url, {
      method,
      signal,
      headers: { ...(body === undefined ? {} : { "content-type": "application/json" }), ...headers },
      ...(body === undefined ? {} : { body: raw ? (body as string | Uint8Array) : JSON.stringify(body) })
    })
    const text = await response.text()
    const isJson = response.headers.get("content-type")?.includes("json") === true && text !== ""
    return { status: response.status, headers: response.headers, text, json: isJson ? JSON.parse(text) : undefined }
  })
