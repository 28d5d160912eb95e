import * as ConfigErrors from "@croupier/core/config/ConfigErrors"
import { preflight } from "@croupier/core/process/preflight"
import { Effect, Either } from "effect"
import { declaring, type ProcessEnvironment, processes } from "../compose/processes.js"

/** What is wrong with the environment of one process, a line for each mistake. */
export interface EnvironmentReport {
  readonly process: string
  readonly mistakes: ReadonlyArray<{ readonly variable: string; readonly message: string }>
}

/** Checks an environment as the start of this process does. */
export const environmentReport = (
  process: string,
  { needs, reads }: ProcessEnvironment,
  environment: Readonly<Record<string, string | undefined>>
): Effect.Effect<EnvironmentReport> =>
  Effect.map(Effect.either(preflight(needs, environment, reads)), (read) => ({
    process,
    mistakes: Either.isRight(read) ? [] : ConfigErrors.lines(read.left).map(mistakeOf)
  }))

/** The processes of a name as the shell or as the service has it; all of them where none is given; none where it is unknown. */
export const processesNamed = (
  name: string | undefined
): ReadonlyArray<readonly [name: string, environment: ProcessEnvironment]> => {
  // Read, so that the declarations stay in the bundle.
  if (declaring.length === 0) return []
  const shell = name?.replaceAll("_", "-")
  return Object.entries(processes).filter(([known]) => shell === undefined || known === shell)
}

/** A line for each process, and under it one for each mistake. */
export const renderEnvironments = (reports: ReadonlyArray<EnvironmentReport>): string =>
  reports
    .flatMap(({ mistakes, process }) => [
      `${process}: ${mistakes.length === 0 ? "ok" : `${mistakes.length} ${mistakes.length === 1 ? "mistake" : "mistakes"}`}`,
      ...mistakes.map(({ message, variable }) => `  ${variable} ${message}`)
    ])
    .join("\n")

const mistakeOf = (line: string) => {
  const [variable = "", ...rest] = line.split(" ")
  return { variable, message: rest.join(" ") }
}
