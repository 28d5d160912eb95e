import { Cause, ConfigError, Deferred, Effect, Exit, type Fiber, FiberId, Layer } from "effect"
import * as ConfigErrors from "../config/ConfigErrors.js"
import { declarations } from "../config/Declaration.js"
import { ProcessFailure } from "../config/ProcessFailure.js"
import { StopOverdue } from "../internal/config/StopOverdue.js"
import { redactText } from "../internal/log/Redaction.js"
import * as Log from "../log/Log.js"
import { reasonOf } from "../postgres/SqlErrors.js"
import { preflight } from "./preflight.js"

let describing = false

/** From now on shells that are imported do not run: the reference of configuration wants to know what they read. */
export const describeOnly = (): void => {
  describing = true
}

/** Within this time after SIGTERM a process has ended, one way or the other. */
const stopMillis = 9_500

/** After this time stores that do not answer are abandoned, which leaves some for closing the rest. */
const overdueMillis = 7_000

/** What a process says about itself. */
export interface ShellOptions {
  /** The variables without which it does not start: all that are missing are named at once. */
  readonly needs?: ReadonlyArray<string>
  /** What `--help` prints before the variables; a process without it reads `--help` itself, and its other arguments. */
  readonly usage?: string
}

/**
 * Runs a process that serves until it is stopped: the last step of a shell's pipe. It takes no argument but `--help`. SIGTERM and SIGINT close its
 * layers in order and end it with 0. A mistake in the configuration is one line on standard error that names the variable,
 * another expected failure one line that says its reason, and a defect a record in the log; all of them end it with 1.
 *
 * @example
 * Service.serve({ … }).pipe(Layer.provide(Database.layerConfig), Shell.run("wallet_service"))
 */
export const run =
  (name: string, { needs = [], usage = `usage: ${name} [--help]` }: ShellOptions = {}) =>
  <A, E>(layer: Layer.Layer<A, E>): void =>
    runTask(name, { needs, usage, takesArguments: false })(launch(layer))

/**
 * Runs a process that ends by itself, such as a migration: 0 when the effect succeeds, or the process is stopped. Where it matters
 * why it did not succeed, an interruption included, `codeOf` says what it ends with.
 */
export const runTask =
  (
    name: string,
    options: ShellOptions & {
      readonly codeOf?: (failure: unknown) => number
      readonly takesArguments?: boolean
      /** Where records are logged: standard error where standard output is the result. Default `stdout`. */
      readonly logTo?: "stdout" | "stderr"
      /** Whether the environment is checked before the effect runs; `false` where the effect does it. Default `true`. */
      readonly checksEnvironment?: boolean
    } = {}
  ) =>
  <A, E>(effect: Effect.Effect<A, E>): void => {
    if (describing) return
    const { checksEnvironment = true, codeOf, logTo = "stdout", needs = [], takesArguments = true, usage } = options
    const given = process.argv.slice(2)
    if (usage !== undefined && given.some((argument) => argument === "--help" || argument === "-h")) {
      process.stdout.write(help(usage))
      process.exit(0)
    }
    const [argument] = given
    if (!takesArguments && argument !== undefined) {
      process.stderr.write(`unknown argument ${argument}: ${name} accepts only --help\n`)
      process.exit(1)
    }
    const overdue = Deferred.unsafeMake<void>(FiberId.none)
    const checked = checksEnvironment ? Effect.zipRight(preflight(needs, process.env), effect) : effect
    const program = checked.pipe(
      Effect.provideService(StopOverdue, Deferred.await(overdue)),
      Effect.sandbox,
      Effect.tapError(report),
      Effect.unsandbox,
      Effect.provide(
        checksEnvironment
          ? Log.layerConfig(name, logTo)
          : Layer.orElse(Log.layerConfig(name, logTo), () => Log.layerDefault(name, logTo))
      )
    )
    const fiber = Effect.runFork(program)
    listen(fiber, () => Deferred.unsafeDone(overdue, Effect.void))
    fiber.addObserver((exit) => {
      if (Exit.isSuccess(exit) || (codeOf === undefined && Cause.isInterruptedOnly(exit.cause))) process.exit(0)
      for (const line of lines(exit.cause)) process.stderr.write(`${line}\n`)
      process.exit(codeOf?.(Cause.squash(exit.cause)) ?? 1)
    })
  }

/** The usage and every variable that the process reads, with its default. */
const help = (usage: string): string => {
  const rows = [...declarations]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, [first]]) => {
      const fallback = first?.default === undefined ? "" : ` (default ${first.default})`
      return `  ${name}${first?.file ? `, or ${name}_FILE` : ""}\n      ${first?.description ?? ""}${fallback}`
    })
  return `${usage}\n\nvariables of the environment:\n${rows.join("\n")}\n`
}

/** Serves until it is interrupted, or until something in the background fails the process. */
const launch = <A, E>(layer: Layer.Layer<A, E>): Effect.Effect<never, E | Error> =>
  Effect.flatMap(Deferred.make<never, Error>(), (failed) =>
    Effect.scopedWith((scope) => Effect.zipRight(Layer.buildWithScope(layer, scope), Deferred.await(failed))).pipe(
      Effect.provideService(ProcessFailure, (failure) => Effect.asVoid(Deferred.fail(failed, failure)))
    )
  )

/** What is reported: configuration errors where there are any, since the rest may follow from them. */
const lines = (cause: Cause.Cause<unknown>): ReadonlyArray<string> => {
  const all = mistakes(cause)
  return all.length > 0 ? all : [...new Set([...Cause.failures(cause)].map(sentence))]
}

/** All configuration errors of a cause: a layer may have turned some into defects. */
const mistakes = (cause: Cause.Cause<unknown>): ReadonlyArray<string> =>
  [...Cause.failures(cause), ...Cause.defects(cause)].flatMap((error) =>
    ConfigError.isConfigError(error) ? ConfigErrors.lines(error) : []
  )

/** An expected failure as one line: what it says itself, and the reason at its bottom where that is not in it yet. */
const sentence = (failure: unknown): string => {
  const reason = reasonOf(failure)
  const said = failure instanceof Error ? failure.message : ""
  const whole = said.includes(reason) ? said : said === "" ? reason : `${said}: ${reason}`
  return redactText(whole.trim().replaceAll(/\s*\n\s*/g, " "))
}

/** Defects are programming errors: they are logged with their stack. */
const report = (cause: Cause.Cause<unknown>): Effect.Effect<void> => {
  const unexpected = [...Cause.defects(cause)].some((defect) => !ConfigError.isConfigError(defect))
  return unexpected ? Effect.logFatal("fatal error: the process exits", cause) : Effect.void
}

/** Ctrl-C under npm reaches a process twice, from the terminal and from npm: only a later one means "at once". */
const sameSignalMillis = 1000

const listen = (fiber: Fiber.RuntimeFiber<unknown, unknown>, overdue: () => void): void => {
  let since: number | undefined
  const stop = (): void => {
    if (since !== undefined) {
      if (performance.now() - since > sameSignalMillis) process.exit(1)
      return
    }
    since = performance.now()
    fiber.unsafeInterruptAsFork(fiber.id())
    setTimeout(overdue, overdueMillis).unref()
    setTimeout(() => {
      process.stderr.write(`the process did not stop within ${stopMillis / 1000} s and is terminated\n`)
      process.exit(1)
    }, stopMillis).unref()
  }
  process.on("SIGTERM", stop)
  process.on("SIGINT", stop)
}
