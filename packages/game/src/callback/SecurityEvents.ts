import { LogSample, type SampleRate } from "@croupier/core/log/LogSample"
import { Context, Effect, Layer, Metric, Ref } from "effect"

/** Something that an honest provider or player does not do. Holds no token, signature or key. */
export interface SecurityEvent {
  readonly kind:
    | "unknown-credential"
    | "bad-signature"
    /** The account's brand is not the credential's. */
    | "foreign-account"
    /** The token is a live session of another brand, provider or player. */
    | "foreign-session"
  readonly provider: string
  /** The brand of the credential, once it is known. */
  readonly brand?: string | undefined
  readonly credential?: string | undefined
  /** The account as the call named it, cut to 64 characters. */
  readonly account?: string | undefined
}

/** Where security events go. */
export class SecurityEvents extends Context.Tag("@croupier/game/SecurityEvents")<
  SecurityEvents,
  { readonly record: (event: SecurityEvent) => Effect.Effect<void> }
>() {}

const counter = Metric.counter("security_events_total", {
  description: "Provider calls refused because the signature, account or session does not match the credential",
  incremental: true
})

/** For each kind, provider and brand. */
const lines: SampleRate = { perSecond: 1, burst: 20 }

const makeRecord = (): SecurityEvents["Type"]["record"] => {
  const sample = new LogSample(lines)
  return ({ brand, kind, provider, ...rest }) =>
    Effect.zipRight(
      Metric.increment(Metric.tagged(Metric.tagged(counter, "kind", kind), "provider", provider)),
      sample.log(
        `${kind} ${provider} ${brand ?? ""}`,
        Effect.annotateLogs(Effect.logWarning("security event"), { kind, provider, brand, ...rest })
      )
    )
}

/** Each is counted in a metric; of a flood of one kind a sample is logged, with the number of those left out before it. */
export const layer: Layer.Layer<SecurityEvents> = Layer.sync(SecurityEvents, () => ({ record: makeRecord() }))

/** What `layerMemory` has kept. */
export class RecordedSecurityEvents extends Context.Tag("@croupier/game/RecordedSecurityEvents")<
  RecordedSecurityEvents,
  Ref.Ref<ReadonlyArray<SecurityEvent>>
>() {}

/** Keeps them for inspection. */
export const layerMemory: Layer.Layer<SecurityEvents | RecordedSecurityEvents> = Layer.effectContext(
  Effect.map(Ref.make<ReadonlyArray<SecurityEvent>>([]), (events) => {
    const record = makeRecord()
    return Context.make(RecordedSecurityEvents, events).pipe(
      Context.add(SecurityEvents, {
        record: (event) =>
          Effect.zipRight(
            record(event),
            Ref.update(events, (all) => [...all, event])
          )
      })
    )
  })
)
