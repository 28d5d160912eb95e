import { Cause, HashMap, Logger, LogLevel } from "effect"
import type { LogEntry } from "../../promise/Options.js"
import { redactText } from "../log/Redaction.js"

/** A logger that gives warnings and worse to a plain function, one entry each, without secrets. */
export const plainLog = (name: string, log: (entry: LogEntry) => void = toConsole) =>
  Logger.replace(
    Logger.defaultLogger,
    Logger.make<unknown, void>(({ annotations, cause, logLevel, message }) => {
      if (LogLevel.lessThan(logLevel, LogLevel.Warning)) return
      const text = (Array.isArray(message) ? message : [message]).map(String).join(" ")
      const where = [...HashMap.values(annotations)].map(String).join(" ")
      log({
        level: LogLevel.lessThan(logLevel, LogLevel.Error)
          ? "warning"
          : LogLevel.lessThan(logLevel, LogLevel.Fatal)
            ? "error"
            : "fatal",
        message: redactText(text.startsWith(name) ? text : `${name}: ${where === "" ? "" : `${where}: `}${text}`),
        ...(Cause.isEmpty(cause) ? {} : { cause: redactText(Cause.pretty(cause, { renderErrorCause: true })) })
      })
    })
  )

const toConsole = ({ cause, message }: LogEntry): void => {
  console.warn(cause === undefined ? message : `${message}\n${cause}`)
}
