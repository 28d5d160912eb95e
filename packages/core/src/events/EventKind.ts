import { Either, type ParseResult, Record, Schema } from "effect"
import type { DomainEvent } from "./StreamEvent.js"

/** A type of event as its domain's contract declares it: what it says, in which version of its payload's shape. */
export interface EventKind<A, I> {
  /** `<domain>.<what happened>`. */
  readonly type: string
  readonly version: number
  /** When it is published: a sentence for the reference. */
  readonly about: string
  /** Encoded, it is what the outbox stores. */
  readonly payload: Schema.Schema<A, I>
  readonly example: NoInfer<I>
}

/** All kinds of event declared in this process, by type; the reference is printed from it. */
export const kinds: ReadonlyMap<string, EventKind<unknown, unknown>> = new Map()

/** Declares a kind of event. */
export const make = <A, I>(kind: EventKind<A, I>): EventKind<A, I> => {
  ;(kinds as Map<string, unknown>).set(kind.type, kind)
  return kind
}

/** Declares the kinds of event that a domain publishes, each under its type. */
export const catalogue = <Payloads extends Record<string, Schema.Schema.AnyNoContext>>(
  declared: {
    readonly [Type in keyof Payloads]: Pick<EventKind<unknown, unknown>, "version" | "about"> & {
      readonly payload: Payloads[Type]
      readonly example: NoInfer<Schema.Schema.Encoded<Payloads[Type]>>
    }
  }
) =>
  Record.map(declared, (kind, type) => make({ ...kind, type })) as {
    readonly [Type in keyof Payloads]: EventKind<
      Schema.Schema.Type<Payloads[Type]>,
      Schema.Schema.Encoded<Payloads[Type]>
    >
  }

/** The payload of an event of this kind. Left where the event has another type or version, or a payload of another shape. */
export const read = <A, I>(
  kind: EventKind<A, I>,
  { payload, type, version }: Pick<DomainEvent, "type" | "version" | "payload">
): Either.Either<A, ParseResult.ParseError> => {
  const known = decoders.get(kind) as Decoder<A> | undefined
  const decode = known ?? decoderOf(kind)
  if (known === undefined) decoders.set(kind, decode)
  return Either.map(decode({ type, version, payload }), (read) => read.payload)
}

type Decoder<A> = (event: unknown) => Either.Either<{ readonly payload: A }, ParseResult.ParseError>

/** A schema is compiled at its first use, which costs more than many events. */
const decoders = new WeakMap<object, Decoder<unknown>>()

const decoderOf = <A, I>(kind: EventKind<A, I>): Decoder<A> =>
  Schema.decodeUnknownEither(
    Schema.Struct({
      type: Schema.Literal(kind.type),
      version: Schema.Literal(kind.version),
      payload: kind.payload
    })
  )
