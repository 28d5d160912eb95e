import { join, resolve } from "node:path"
import * as Setting from "@croupier/core/config/Setting"
import { Config } from "effect"

/** Where `npm start` keeps its state, as an absolute path. */
export const directory: Config.Config<string> = Config.map(
  Setting.text("CROUPIER_HOME", {
    description: "directory for the database, keys and addresses of `npm start`",
    default: ".croupier"
  }),
  (path) => resolve(path)
)

/** The file that lists every address and credential of what runs. */
export const listing = (home: string): string => join(home, "dev.json")

/** The data directory of the embedded server. */
export const data = (home: string): string => join(home, "postgres")
