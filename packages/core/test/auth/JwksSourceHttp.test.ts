import { HttpClient, HttpClientResponse } from "@effect/platform"
import { describe, expect, it } from "@effect/vitest"
import { Effect, Layer } from "effect"
import { JwksSource } from "../../src/auth/JwksSource.js"
import * as JwksSourceHttp from "../../src/auth/JwksSourceHttp.js"
import { ServiceName } from "../../src/auth/Principal.js"
import * as ServiceIdentity from "../../src/auth/ServiceIdentity.js"
import * as ServiceToken from "../../src/auth/ServiceToken.js"
import * as SigningKey from "../../src/auth/SigningKey.js"

const service = ServiceName.make("player_service")
const { publicJwk } = SigningKey.generate()

const sourceAnswering = (
  status: number,
  body: unknown,
  asked: Array<[url: string, authorization: string | undefined]> = []
) =>
  JwksSourceHttp.layerHttp({ player: { service, url: "http://player_service:8010" } }).pipe(
    Layer.provide(Layer.provide(ServiceToken.layer, ServiceIdentity.layerMemory(ServiceName.make("gateway")))),
    Layer.provide(
      Layer.succeed(
        HttpClient.HttpClient,
        HttpClient.make((request) => {
          asked.push([request.url, request.headers.authorization])
          return Effect.succeed(HttpClientResponse.fromWeb(request, new Response(JSON.stringify(body), { status })))
        })
      )
    )
  )

const fetch = (issuer: "player" | "agent") => Effect.flatMap(JwksSource, (source) => source.fetch(issuer))

describe("JwksSourceHttp", () => {
  it.effect("asks the issuer's own service, as a service, and takes public members only", () => {
    const asked: Array<[string, string | undefined]> = []
    return Effect.gen(function* () {
      expect(yield* fetch("player")).toEqual({ keys: [publicJwk] })
      expect(asked[0]![0]).toBe("http://player_service:8010/internal/player/jwks.json")
      expect(asked[0]![1]).toMatch(/^Bearer ey/)
    }).pipe(Effect.provide(sourceAnswering(200, { keys: [{ ...publicJwk, use: "sig", d: "secret" }] }, asked)))
  })

  it.effect("an issuer that is not deployed has no keys, and no request is sent", () => {
    const asked: Array<[string, string | undefined]> = []
    return Effect.gen(function* () {
      expect(yield* fetch("agent")).toEqual({ keys: [] })
      expect(asked).toEqual([])
    }).pipe(Effect.provide(sourceAnswering(200, {}, asked)))
  })

  it.effect.each([
    ["an error", 500, {}],
    ["a stranger's page", 200, { hello: "world" }],
    ["a key of another kind", 200, { keys: [{ kty: "oct", k: "AAAA", kid: "x" }] }]
  ] as const)("%s is no key", ([, status, body]) =>
    Effect.map(Effect.flip(fetch("player")), (error) =>
      expect(error).toMatchObject({ _tag: "KeysUnavailable", issuer: "player" })
    ).pipe(Effect.provide(sourceAnswering(status, body)))
  )
})
