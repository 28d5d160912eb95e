import { existsSync, readFileSync } from "node:fs"
import { join } from "node:path"
import * as KeyRing from "@croupier/core/auth/KeyRing"
import { Config, ConfigError, Effect, Layer, Option, Redacted, Schema } from "effect"
import * as Home from "./Home.js"

const Stored = Schema.parseJson(Schema.Struct({ ring: Schema.Uint8ArrayFromBase64 }))

const isSet = Config.map(
  Config.all([Config.option(Config.string("CROUPIER_KEYS")), Config.option(Config.string("CROUPIER_KEYS_FILE"))]),
  (given) => given.some((text) => Option.getOrElse(text, () => "").trim() !== "")
)

/** The key ring of `CROUPIER_KEYS`, or of the platform that `npm start` has made here, where that variable is not set. */
export const ringOfStart: Layer.Layer<KeyRing.KeyRing, ConfigError.ConfigError> = Layer.unwrapEffect(
  Effect.gen(function* () {
    const path = join(yield* Home.directory, "secrets.json")
    if ((yield* isSet) || !existsSync(path)) return KeyRing.layerConfig
    const { ring } = yield* Effect.mapError(
      Effect.flatMap(
        Effect.try(() => readFileSync(path, "utf8")),
        Schema.decode(Stored)
      ),
      () =>
        ConfigError.InvalidData(["CROUPIER_KEYS"], `is missing, and ${path} has been modified since npm start wrote it`)
    )
    return KeyRing.layerFrom([{ id: "development", key: Redacted.make(ring) }])
  })
)
