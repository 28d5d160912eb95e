import {
  Cookies,
  type Headers,
  HttpIncomingMessage,
  type HttpMethod,
  HttpServerError,
  HttpServerRequest,
  Multipart,
  UrlParams
} from "@effect/platform"
import { Effect, Inspectable, Option, Stream } from "effect"
import { IllFormedText } from "../../http/CommonProblems.js"
import type { Exchange } from "../../http/Exchange.js"
import { flawOfForm, flawOfText } from "../../http/StorableText.js"
import * as TraceId from "../../log/TraceId.js"
import * as JsonBody from "./JsonBody.js"

/**
 * A request with its body received in full. It allocates nothing that is not asked for: text, JSON and cookies are made
 * from the collected bytes on access, and `body` gives those bytes themselves to signature checks.
 */
export class LeanRequest extends Inspectable.Class implements HttpServerRequest.HttpServerRequest {
  readonly #ownHeaders: Headers.Headers | undefined | undefined
  readonly #ownAddress: string | undefined | undefined
  declare readonly [HttpServerRequest.TypeId]: HttpServerRequest.TypeId
  declare readonly [HttpIncomingMessage.TypeId]: HttpIncomingMessage.TypeId

  constructor(
    readonly source: Exchange,
    readonly url: string = source.incoming.url ?? "/",
    ownHeaders?: Headers.Headers | undefined,
    ownAddress?: string | undefined
  ) {
    super()
    this.#ownHeaders = ownHeaders
    this.#ownAddress = ownAddress
  }

  get [TraceId.key](): string {
    return this.source.traceId
  }

  /** The body's bytes as they arrived. */
  get body(): Buffer {
    return this.source.body
  }

  get originalUrl(): string {
    return this.source.incoming.url ?? "/"
  }

  get method(): HttpMethod.HttpMethod {
    return this.source.incoming.method as HttpMethod.HttpMethod
  }

  get headers(): Headers.Headers {
    return this.#ownHeaders ?? (this.source.incoming.headers as Headers.Headers)
  }

  get cookies(): Readonly<Record<string, string>> {
    return Cookies.parseHeader(this.headers.cookie ?? "")
  }

  get remoteAddress(): Option.Option<string> {
    return Option.fromNullable(this.#ownAddress ?? this.source.incoming.socket.remoteAddress)
  }

  get text(): Effect.Effect<string, HttpServerError.RequestError> {
    return this.#read(flawOfText(this.body), () => this.body.toString("utf8"))
  }

  get json(): Effect.Effect<unknown, HttpServerError.RequestError> {
    const read = JsonBody.read(this.body)
    return read._tag === "Right" ? Effect.succeed(read.right) : Effect.fail(this.#unreadable(read.left))
  }

  get urlParamsBody(): Effect.Effect<UrlParams.UrlParams, HttpServerError.RequestError> {
    return this.#read(flawOfForm(this.body), () => UrlParams.fromInput(new URLSearchParams(this.body.toString("utf8"))))
  }

  get arrayBuffer(): Effect.Effect<ArrayBuffer> {
    return Effect.sync(() => new Uint8Array(this.body).buffer)
  }

  get stream(): Stream.Stream<Uint8Array> {
    return Stream.suspend(() => Stream.succeed<Uint8Array>(this.body))
  }

  get multipartStream(): Stream.Stream<Multipart.Part, Multipart.MultipartError> {
    return Stream.pipeThroughChannel(this.stream, Multipart.makeChannel(this.headers))
  }

  get multipart(): HttpServerRequest.HttpServerRequest["multipart"] {
    return Multipart.toPersisted(this.multipartStream)
  }

  get upgrade(): Effect.Effect<never, HttpServerError.RequestError> {
    return Effect.fail(
      new HttpServerError.RequestError({
        request: this,
        reason: "Transport",
        description: "this server upgrades no connection"
      })
    )
  }

  modify(options: Parameters<HttpServerRequest.HttpServerRequest["modify"]>[0]): LeanRequest {
    return new LeanRequest(
      this.source,
      options.url ?? this.url,
      options.headers ?? this.#ownHeaders,
      options.remoteAddress ?? this.#ownAddress
    )
  }

  #read<A>(flaw: string | undefined, value: () => A): Effect.Effect<A, HttpServerError.RequestError> {
    return flaw === undefined ? Effect.sync(value) : Effect.fail(this.#unreadable(new IllFormedText({ detail: flaw })))
  }

  #unreadable(cause: JsonBody.UnreadableJson | IllFormedText): HttpServerError.RequestError {
    return new HttpServerError.RequestError({ request: this, reason: "Decode", cause })
  }

  /** Neither body nor headers: what is inspected ends up in a log. */
  toJSON(): unknown {
    return { _id: "LeanRequest", method: this.method, url: this.originalUrl }
  }
}

Object.assign(LeanRequest.prototype, {
  [HttpServerRequest.TypeId]: HttpServerRequest.TypeId,
  [HttpIncomingMessage.TypeId]: HttpIncomingMessage.TypeId
})
