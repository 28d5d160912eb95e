import { read, text } from "./ComposeFile.js"

/** A variable as the Compose file asks for it. */
export interface Asked {
  readonly name: string
  /** Whether Compose stops where it is empty. */
  readonly required: boolean
  readonly fallback: string
}

/** What the Compose file asks of its environment, each variable once. */
export const asked: ReadonlyMap<string, Asked> = new Map(
  [...text.matchAll(/(?<!\$)\$\{(\w+)(:\?|:-([^}]*))?\}/g)].map(([, name = "", how = "", fallback = ""]) => [
    name,
    { name, required: how === ":?", fallback }
  ])
)

/** The variables of an environment file, as Compose reads it: in double quotes `\n` is a line break. */
export const parseEnvironment = (file: string): ReadonlyMap<string, string> =>
  new Map(
    [...file.matchAll(/^(\w+)=(?:"(.*)"|'(.*)'|(.*))$/gm)].map(([, name = "", double, single, plain]) => [
      name,
      double?.replaceAll("\\n", "\n") ?? single ?? plain ?? ""
    ])
  )

/** What `.env.compose.example` has. */
export const example = parseEnvironment(read(".env.compose.example"))

/** The value of a Compose file with its variables filled in. */
export const interpolate = (value: string, environment: ReadonlyMap<string, string>): string =>
  value.replace(/(?<!\$)\$\{(\w+)(?::\?|:-([^}]*))?\}/g, (_, name: string, fallback = "") =>
    (environment.get(name) ?? "") === "" ? fallback : (environment.get(name) ?? "")
  )
