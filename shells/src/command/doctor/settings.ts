import * as ConfigErrors from "@croupier/core/config/ConfigErrors"
import { preflight } from "@croupier/core/process/preflight"
import { Effect, Either } from "effect"
import { processes } from "../../compose/processes.js"
import { each, type Finding, fault, ok, warning } from "./Finding.js"

type Environment = Readonly<Record<string, string | undefined>>

/** What the environment says. */
export interface SettingsFacts {
  /** Lines that begin with the variable: malformed, misspelt, or set twice. */
  readonly mistakes: ReadonlyArray<string>
  /** Whether this is a deployment and not the machine of a developer. */
  readonly isProduction: boolean
  readonly allowLoopbackProviders: boolean
  readonly enforcement: string | undefined
}

const reads = [...new Set(["CROUPIER_HOME", "PORT_OFFSET", ...Object.values(processes).flatMap(({ reads }) => reads)])]

/** Reads every variable that any process reads. */
export const settingsFacts = (environment: Environment): Effect.Effect<SettingsFacts> =>
  Effect.map(Effect.either(preflight([], environment, reads)), (read) => ({
    mistakes: Either.isRight(read) ? [] : ConfigErrors.lines(read.left),
    isProduction: environment.NODE_ENV === "production",
    allowLoopbackProviders: environment.ALLOW_LOOPBACK_PROVIDERS?.trim() === "true",
    enforcement: environment.MULTI_BRAND_ENFORCEMENT?.trim() || undefined
  }))

/** Settings that no process takes, and those that do not belong into production. */
export const settingsFindings = (facts: SettingsFacts): ReadonlyArray<Finding> => [
  ...each(
    facts.mistakes,
    (line) => fault("settings.values", line, `correct ${line.split(" ", 1)[0]}: see docs/reference/configuration.md`),
    ok("settings.values", "every variable has a valid value")
  ),
  facts.isProduction && facts.allowLoopbackProviders
    ? fault(
        "settings.loopback",
        "ALLOW_LOOPBACK_PROVIDERS is true with NODE_ENV=production: game_service can call loopback addresses, also over plain http",
        "ALLOW_LOOPBACK_PROVIDERS=false"
      )
    : ok("settings.loopback", "providers on loopback are for development only"),
  facts.enforcement === "off" || facts.enforcement === "observe"
    ? warning(
        "settings.enforcement",
        `MULTI_BRAND_ENFORCEMENT is ${facts.enforcement}: a token of one brand is accepted on the domain of another`,
        "MULTI_BRAND_ENFORCEMENT=enforce"
      )
    : ok("settings.enforcement", "tokens of other brands are refused")
]
