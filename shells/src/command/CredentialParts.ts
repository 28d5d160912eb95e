import { BrandKey } from "@croupier/core/Brand"
import * as BrandDirectorySql from "@croupier/core/brands/BrandDirectorySql"
import * as CredentialsSql from "@croupier/game/credential/CredentialsSql"
import * as Options from "@effect/cli/Options"
import { Effect, Layer, Option, Schema } from "effect"
import { ringOfStart } from "../development/ringOfStart.js"
import { databaseVariables, onDatabase } from "./database.js"
import { Refused } from "./ExitCode.js"

/** An option that takes a text. */
export const text = (name: string, description: string) => Options.text(name).pipe(Options.withDescription(description))

/** The option that names the brand of a credential. */
export const brand = text("brand", "the brand key")

/** The option that names the protocol of a credential. */
export const provider = text("provider", "the provider's protocol: hub88 or softswiss")

/** What help says about the database login of these commands. */
export const login = "Uses the login croupier_game. Secrets are encrypted with the key ring in CROUPIER_KEYS."

/** What these commands read of the environment. */
export const variables = [...databaseVariables, "CROUPIER_KEYS", "ALLOW_LOOPBACK_PROVIDERS", "BIND_ADDRESS"]

/** The credentials in the database. */
export const stores = CredentialsSql.layerSql.pipe(Layer.provide([ringOfStart, BrandDirectorySql.layerSql()]))

/** The key of a brand that is stored; another is refused. */
export const existing = (brand: string) =>
  Effect.gen(function* () {
    const { brands } = yield* onDatabase()(BrandDirectorySql.storedDirectory)
    const key = Schema.decodeUnknownOption(BrandKey)(brand)
    if (Option.isSome(key) && brands.some((known) => known.key === key.value)) return key.value
    return yield* new Refused({ message: `brand ${brand} not found: add it first with croupier brand add` })
  })
