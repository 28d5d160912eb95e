import { Schema } from "effect"
import * as Problem from "./Problem.js"

/** The bytes received are no HTTP request. */
export class MalformedRequest extends Problem.make<MalformedRequest>()("MalformedRequest", {
  status: 400,
  title: "This is not a valid HTTP request",
  description: "The connection is closed. Check the client or the proxy in front of it.",
  headers: () => ({ connection: "close" })
}) {}

/** The body is no JSON document. */
export class MalformedJson extends Problem.make<MalformedJson>()("MalformedJson", {
  status: 400,
  title: "The body is not a JSON document",
  description: "The detail says where reading stopped."
}) {}

/** A path, a query, or a body of text holds what cannot be stored as text. */
export class IllFormedText extends Problem.make<IllFormedText>()("IllFormedText", {
  status: 400,
  title: "The request holds text that cannot be stored",
  description:
    "Text is UTF-8 without U+0000 and other control characters; in a path or a query it is percent-encoded. The detail names the place. In a JSON body the same is `malformed-json`."
}) {}

/** Path, query, headers or body do not have the described form; `errors` names each place that was found wrong. */
export class InvalidRequest extends Problem.make<InvalidRequest>()(
  "InvalidRequest",
  {
    status: 400,
    title: "The request does not have the described form",
    description:
      "The detail names the property and what was expected there; `errors` has one entry for each place, with a JSON pointer. Unknown properties in a write are refused too."
  },
  { errors: Schema.Array(Schema.Struct({ pointer: Schema.String, detail: Schema.String })) }
) {}

/** No route has this path. The body is the same for everything that does not exist or is not yours. */
export class NotFound extends Problem.make<NotFound>()("NotFound", {
  status: 404,
  title: "There is nothing here",
  description: "No such path, or no such thing for this caller."
}) {}

/** The path exists, but not with this method; `Allow` lists those it has. */
export class MethodNotAllowed extends Problem.make<MethodNotAllowed>()(
  "MethodNotAllowed",
  {
    status: 405,
    title: "This path does not have this method",
    description: "`allow`, and the header of that name, list the methods it has.",
    headers: ({ allow }) => ({ allow: allow.join(", ") })
  },
  { allow: Schema.Array(Schema.String) }
) {}

/** The request did not arrive in time. */
export class RequestTimeout extends Problem.make<RequestTimeout>()("RequestTimeout", {
  status: 408,
  title: "The request did not arrive in time",
  description: "Headers or body came too slowly. The connection is closed; nothing was done."
}) {}

/** The body is larger than the route takes. */
export class BodyTooLarge extends Problem.make<BodyTooLarge>()(
  "BodyTooLarge",
  {
    status: 413,
    title: "The body is too large",
    description: "`limit` is the largest number of bytes that this route takes. The connection is closed.",
    headers: () => ({ connection: "close" })
  },
  { limit: Schema.Number }
) {}

/** The path and query are longer than any of ours. */
export class UriTooLong extends Problem.make<UriTooLong>()("UriTooLong", {
  status: 414,
  title: "The target of the request is too long",
  description: "Path and query may have 8192 bytes together."
}) {}

/** The body is of a media type that the route does not read. */
export class UnsupportedMediaType extends Problem.make<UnsupportedMediaType>()(
  "UnsupportedMediaType",
  {
    status: 415,
    title: "The route does not read this media type",
    description: "`accept` lists the media types that it reads.",
    headers: ({ accept }) => ({ accept: accept.join(", ") })
  },
  { accept: Schema.Array(Schema.String) }
) {}

/** Headers are larger than the server takes. */
export class HeadersTooLarge extends Problem.make<HeadersTooLarge>()("HeadersTooLarge", {
  status: 431,
  title: "The request headers are too large",
  description: "All headers together may have 16 KiB, and there may be at most 100. The connection is closed.",
  headers: () => ({ connection: "close" })
}) {}

/** A defect of ours. Its cause stands in the log under the trace id, never in the answer. */
export class InternalError extends Problem.make<InternalError>()("InternalError", {
  status: 500,
  title: "Something went wrong on our side",
  description: "Ask again with the same idempotency key; when it stays, report the trace id."
}) {}

/** The request was not answered by its deadline, or the process is stopping. */
export class Unavailable extends Problem.make<Unavailable>()("Unavailable", {
  status: 503,
  title: "The service cannot answer now",
  description: "Ask again, with the same idempotency key.",
  headers: () => ({ "retry-after": "1" })
}) {}
