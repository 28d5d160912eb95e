import { Cause, type ConfigError, Effect, FiberRef, FiberRefs, HashMap, Layer, List, Logger, LogLevel } from "effect"
import * as Setting from "../config/Setting.js"
import { redact, redactText } from "../internal/log/Redaction.js"
import * as TraceId from "./TraceId.js"

const levels = {
  trace: LogLevel.Trace,
  debug: LogLevel.Debug,
  info: LogLevel.Info,
  warning: LogLevel.Warning,
  error: LogLevel.Error,
  fatal: LogLevel.Fatal,
  none: LogLevel.None
} as const

/** The minimum log level. */
export const level = Setting.literal("LOG_LEVEL", Object.keys(levels) as ReadonlyArray<keyof typeof levels>, {
  description: "minimum log level",
  default: "info"
})

/** How records are written; `auto` is pretty on a terminal and JSON elsewhere. */
export const format = Setting.literal("LOG_FORMAT", ["auto", "json", "pretty"], {
  description: "log format; auto is pretty on a terminal and JSON otherwise",
  default: "auto"
})

/**
 * The logger of a process: on a terminal as text, elsewhere one JSON object per line with `time`, `level`, `message`,
 * `service`, the `traceId` of the running request, annotations and `cause`. Secrets, bodies and personal data are taken
 * out by name and by shape, from every source. A command that prints its result on standard output logs on standard error.
 */
export const layerConfig = (
  service: string,
  stream: "stdout" | "stderr" = "stdout"
): Layer.Layer<never, ConfigError.ConfigError> =>
  Layer.unwrapEffect(
    Effect.map(Effect.all([level, format]), ([level, format]) => layerOf(service, stream, levels[level], format))
  )

/** The same with the defaults, for what has to run whatever the environment says. */
export const layerDefault = (service: string, stream: "stdout" | "stderr"): Layer.Layer<never> =>
  layerOf(service, stream, LogLevel.Info, "auto")

const layerOf = (
  service: string,
  stream: "stdout" | "stderr",
  minimum: LogLevel.LogLevel,
  format: "auto" | "json" | "pretty"
): Layer.Layer<never> => {
  const pretty = format === "pretty" || (format === "auto" && process[stream].isTTY === true)
  const logger =
    pretty && stream === "stdout" ? prettyLogger : jsonLogger(service, (line) => process[stream].write(line))
  return Layer.merge(Logger.replace(Logger.defaultLogger, logger), Logger.minimumLogLevel(minimum))
}

/** Writes each record as one line of JSON. */
export const jsonLogger = (service: string, write: (line: string) => void): Logger.Logger<unknown, void> =>
  Logger.make(({ annotations, cause, context, date, logLevel, message, spans }) => {
    const parts = (Array.isArray(message) ? message : [message]).map((part) => redact(part))
    const texts = parts.filter((part) => typeof part !== "object" || part === null)
    const objects = parts.filter((part) => typeof part === "object" && part !== null)
    const record = {
      time: date.toISOString(),
      level: logLevel.label.toLowerCase(),
      message: texts.join(" "),
      service,
      traceId: TraceId.inContext(FiberRefs.getOrDefault(context, FiberRef.currentContext)),
      ...(redact(Object.fromEntries(HashMap.toEntries(annotations))) as object),
      ...(objects.length === 0 ? {} : { data: objects.length === 1 ? objects[0] : objects }),
      ...(List.isNil(spans)
        ? {}
        : { spans: Object.fromEntries(List.map(spans, (span) => [span.label, date.getTime() - span.startTime])) }),
      ...(Cause.isEmpty(cause) ? {} : { cause: redactText(Cause.pretty(cause, { renderErrorCause: true })) })
    }
    write(`${JSON.stringify(record)}\n`)
  })

const prettyLogger: Logger.Logger<unknown, void> = Logger.make((options) =>
  Logger.prettyLoggerDefault.log({
    ...options,
    message: redact(options.message),
    annotations: HashMap.map(options.annotations, (value) => redact(value))
  })
)
