import { Schema } from "effect"
import * as Problem from "./Problem.js"

/** The bytes received are no HTTP request. */
export class MalformedRequest extends Problem.make<MalformedRequest>()("MalformedRequest", {
  status: 400,
  title: "The request is not valid HTTP",
  description: "The connection is closed. Check the client and any proxy in front of it.",
  headers: () => ({ connection: "close" })
}) {}

/** The body is no JSON document. */
export class MalformedJson extends Problem.make<MalformedJson>()("MalformedJson", {
  status: 400,
  title: "The body is not valid JSON",
  description: "`detail` gives the position of the error."
}) {}

/** A path, a query, or a body of text holds what cannot be stored as text. */
export class IllFormedText extends Problem.make<IllFormedText>()("IllFormedText", {
  status: 400,
  title: "The request contains text that cannot be stored",
  description:
    "Text must be UTF-8 without U+0000 and other control characters, and percent-encoded in a path or query. `detail` names the place. In a JSON body this error is `malformed-json`."
}) {}

/** Path, query, headers or body do not have the described form; `errors` names each place that was found wrong. */
export class InvalidRequest extends Problem.make<InvalidRequest>()(
  "InvalidRequest",
  {
    status: 400,
    title: "The request does not match the schema",
    description:
      "`detail` names the property and the expected value; `errors` has one entry per error, with a JSON pointer. Unknown properties in a request body are rejected."
  },
  { errors: Schema.Array(Schema.Struct({ pointer: Schema.String, detail: Schema.String })) }
) {}

/** No route has this path. The body is the same for everything that does not exist or is not yours. */
export class NotFound extends Problem.make<NotFound>()("NotFound", {
  status: 404,
  title: "Not found",
  description: "The path does not exist, or the resource does not exist for this caller."
}) {}

/** The path exists, but not with this method; `Allow` lists those it has. */
export class MethodNotAllowed extends Problem.make<MethodNotAllowed>()(
  "MethodNotAllowed",
  {
    status: 405,
    title: "Method not allowed",
    description: "`allow` and the `Allow` header list the supported methods.",
    headers: ({ allow }) => ({ allow: allow.join(", ") })
  },
  { allow: Schema.Array(Schema.String) }
) {}

/** The request did not arrive in time. */
export class RequestTimeout extends Problem.make<RequestTimeout>()("RequestTimeout", {
  status: 408,
  title: "Request timeout",
  description: "The headers or the body arrived too slowly. The connection is closed; nothing was changed."
}) {}

/** The body is larger than the route takes. */
export class BodyTooLarge extends Problem.make<BodyTooLarge>()(
  "BodyTooLarge",
  {
    status: 413,
    title: "The body is too large",
    description: "`limit` is the maximum body size of this route in bytes. The connection is closed.",
    headers: () => ({ connection: "close" })
  },
  { limit: Schema.Number }
) {}

/** The path and query are longer than any of ours. */
export class UriTooLong extends Problem.make<UriTooLong>()("UriTooLong", {
  status: 414,
  title: "The request target is too long",
  description: "The limit for path and query together is 8192 bytes."
}) {}

/** The body is of a media type that the route does not read. */
export class UnsupportedMediaType extends Problem.make<UnsupportedMediaType>()(
  "UnsupportedMediaType",
  {
    status: 415,
    title: "Unsupported media type",
    description: "`accept` lists the supported media types.",
    headers: ({ accept }) => ({ accept: accept.join(", ") })
  },
  { accept: Schema.Array(Schema.String) }
) {}

/** Headers are larger than the server takes. */
export class HeadersTooLarge extends Problem.make<HeadersTooLarge>()("HeadersTooLarge", {
  status: 431,
  title: "The request headers are too large",
  description: "The limits are 16 KiB in total and 100 headers. The connection is closed.",
  headers: () => ({ connection: "close" })
}) {}

/** A defect of ours. Its cause is in the log under the trace id, never in the response. */
export class InternalError extends Problem.make<InternalError>()("InternalError", {
  status: 500,
  title: "Internal server error",
  description: "Retry with the same idempotency key. If the error persists, report the trace id."
}) {}

/** The request was not answered by its deadline, or the process is stopping. */
export class Unavailable extends Problem.make<Unavailable>()("Unavailable", {
  status: 503,
  title: "The service is unavailable",
  description: "Retry with the same idempotency key.",
  headers: () => ({ "retry-after": "1" })
}) {}
