import { HttpClient, HttpClientRequest, HttpClientResponse } from "@effect/platform"
import { Duration, Effect, Layer } from "effect"
import { JwksSource, KeysUnavailable } from "./JwksSource.js"
import type { ServiceName } from "./Principal.js"
import { ServiceToken } from "./ServiceToken.js"
import { Jwks } from "./SigningKey.js"
import type { TokenKind } from "./TokenKind.js"

/** The service that issues a kind of token, and its own address, such as `http://player_service:8010`. */
export interface IssuerAddress {
  readonly service: ServiceName
  readonly url: string
}

/** Fetches `/internal/<domain>/jwks.json` from each issuer, within 2 seconds. An issuer without an address has no keys. */
export const layerHttp = (
  issuers: Partial<Record<TokenKind, IssuerAddress>>
): Layer.Layer<JwksSource, never, HttpClient.HttpClient | ServiceToken> =>
  Layer.effect(
    JwksSource,
    Effect.gen(function* () {
      const client = HttpClient.filterStatusOk(yield* HttpClient.HttpClient)
      const tokens = yield* ServiceToken
      return {
        fetch: (issuer) => {
          const address = issuers[issuer]
          if (address === undefined) return Effect.succeed({ keys: [] })
          const url = new URL(`/internal/${domains[issuer]}/jwks.json`, address.url)
          return tokens.to(address.service).pipe(
            Effect.flatMap((token) => client.execute(HttpClientRequest.bearerToken(HttpClientRequest.get(url), token))),
            Effect.flatMap(HttpClientResponse.schemaBodyJson(Jwks)),
            Effect.timeout(Duration.seconds(2)),
            Effect.mapError((error) => new KeysUnavailable({ issuer, detail: error.message })),
            Effect.scoped
          )
        }
      }
    })
  )

const domains: Readonly<Record<TokenKind, string>> = { player: "player", agent: "agent", operator: "admin" }
