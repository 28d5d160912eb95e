import { readFileSync } from "node:fs"
import { complaints } from "@croupier/core/text/complaints"
import { NewCredential } from "@croupier/game/contract"
import { credentialsOf } from "@croupier/game/credential/credentialsOf"
import { issueCredential } from "@croupier/game/credential/issueCredential"
import * as Command from "@effect/cli/Command"
import * as Options from "@effect/cli/Options"
import { Effect, Layer, Option, Schema } from "effect"
import { providerAddresses } from "../compose/process.js"
import { brand, existing, login, provider, stores, text, variables } from "./CredentialParts.js"
import { onDatabase } from "./database.js"
import { Refused } from "./ExitCode.js"
import { json, leaf, print, usualCodes } from "./Leaf.js"

/** `credential issue`. */
export const credentialIssue = leaf(
  {
    path: ["credential", "issue"],
    summary: "issue a credential of a brand for a game provider",
    details: [
      "Generates our keys, stores them encrypted and prints what the provider needs: the public key (empty if both sides share a secret) and the callback path on the gateway. Several credentials of one provider may be valid at the same time, to allow overlapping rotation.",
      login
    ],
    examples: [
      "croupier credential issue --brand aurora --provider hub88 --operator-id aurora-live --base-url https://api.hub88.example --key-file hub88.pem --country MT"
    ],
    codes: usualCodes,
    variables
  },
  Command.make(
    "issue",
    {
      brand,
      provider,
      operatorId: text("operator-id", "the brand's operator id at the provider"),
      baseUrl: text("base-url", "the base URL of the provider's API"),
      keyFile: text("key-file", "a file with the provider's public key (PEM) or the shared secret"),
      country: text("country", "the ISO 3166-1 alpha-2 country sent in launches"),
      depositUrl: text("deposit-url", "the deposit page for players without funds").pipe(Options.optional),
      json
    },
    ({ brand, depositUrl, json: asJson, keyFile, ...given }) =>
      Effect.gen(function* () {
        const providerPublicKey = yield* Effect.try({
          try: () => readFileSync(keyFile, "utf8").trim(),
          catch: (cause) => new Refused({ message: `--key-file cannot be read: ${(cause as Error).message}` })
        })
        const wanted = yield* Schema.decodeUnknown(NewCredential, { errors: "all" })({
          ...given,
          providerPublicKey,
          ...(Option.isSome(depositUrl) ? { depositUrl: depositUrl.value } : {})
        }).pipe(Effect.mapError((error) => new Refused({ message: complaints(error, optionOf).join("; ") })))
        const key = yield* existing(brand)
        const credential = yield* issueCredential(key, wanted).pipe(
          Effect.provide(Layer.merge(stores, providerAddresses)),
          onDatabase()
        )
        yield* print(
          asJson,
          { brand, ...credential },
          [
            `issued: credential ${credential.id} of ${brand} for ${credential.provider}`,
            `callback path  ${credential.callbackPath}`,
            ...(credential.publicKey === "" ? [] : ["our public key", credential.publicKey.trim()])
          ].join("\n")
        )
      }).pipe(Effect.catchTag("UnknownProvider", () => new Refused({ message: "--provider: unknown provider" })))
  )
)

/** `credential list`. */
export const credentialList = leaf(
  {
    path: ["credential", "list"],
    summary: "list a brand's game provider credentials without secrets",
    details: [login],
    examples: ["croupier credential list --brand aurora"],
    codes: usualCodes,
    variables
  },
  Command.make("list", { brand, json }, (given) =>
    Effect.gen(function* () {
      const key = yield* existing(given.brand)
      const credentials = yield* credentialsOf(key).pipe(Effect.provide(stores), onDatabase())
      const lines = credentials.map(({ baseUrl, id, operatorId, provider, validFrom, validUntil }) =>
        [
          provider,
          id,
          operatorId,
          baseUrl,
          `from ${new Date(validFrom).toISOString()}`,
          ...(validUntil === null ? [] : [`until ${new Date(validUntil).toISOString()}`])
        ].join("  ")
      )
      yield* print(given.json, { credentials }, lines.length === 0 ? "no credentials" : lines.join("\n"))
    })
  )
)

const optionOf: Readonly<Record<string, string>> = {
  provider: "--provider",
  operatorId: "--operator-id",
  baseUrl: "--base-url",
  providerPublicKey: "--key-file",
  country: "--country",
  depositUrl: "--deposit-url"
}
