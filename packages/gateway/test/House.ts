import * as Http from "node:http"
import { connect } from "node:net"
import * as CallerPass from "@croupier/core/auth/CallerPass"
import * as JwksSource from "@croupier/core/auth/JwksSource"
import { type PlayerPrincipal, ServiceName } from "@croupier/core/auth/Principal"
import * as Revocations from "@croupier/core/auth/Revocations"
import * as ServiceIdentity from "@croupier/core/auth/ServiceIdentity"
import * as SigningKey from "@croupier/core/auth/SigningKey"
import * as SigningKeys from "@croupier/core/auth/SigningKeys"
import * as TokenIssuer from "@croupier/core/auth/TokenIssuer"
import * as TokenVerifier from "@croupier/core/auth/TokenVerifier"
import { Brand, BrandKey } from "@croupier/core/Brand"
import * as BrandDirectory from "@croupier/core/brands/BrandDirectory"
import { type PlayerCode, type PlayerId, randomText, uuidv7 } from "@croupier/core/Ids"
import { Context, Effect, Layer, Schema } from "effect"
import { Gateway, layer } from "../src/Gateway.js"
import type { GatewayOptions } from "../src/GatewayOptions.js"
import * as FakeUpstream from "./FakeUpstream.js"

const brand = (key: string, currency: string) =>
  Schema.decodeSync(Brand)({
    key,
    licence: "one",
    displayName: key,
    timezone: "Europe/Malta",
    currencies: [currency],
    reportingCurrency: currency,
    status: "open"
  })

const [aurora, borealis] = [brand("aurora", "KRW"), brand("borealis", "EUR")]

const directory = BrandDirectory.layerMemory({
  licences: [{ key: aurora.licence, jurisdiction: "MT", minimumAge: 18, requiredProfile: [] }],
  brands: [aurora, borealis],
  domains: [
    { kind: "brand", host: "aurora.test", brand: aurora.key },
    { kind: "brand", host: "www.aurora.test", brand: aurora.key },
    { kind: "brand", host: "aurora.localhost", brand: aurora.key },
    { kind: "brand", host: "borealis.test", brand: borealis.key },
    { kind: "brand", host: "borealis.localhost", brand: borealis.key },
    { kind: "operator", host: "admin.test" },
    { kind: "operator", host: "office.test" }
  ]
})

/** A new player of a brand. */
export const aPlayer = (key: string): PlayerPrincipal => ({
  _tag: "player",
  brand: BrandKey.make(key),
  player: uuidv7(Date.now()) as PlayerId,
  code: randomText(10) as PlayerCode,
  session: uuidv7(Date.now())
})

/** An answer as a client sees it. */
export interface Answer {
  readonly status: number
  readonly headers: Http.IncomingHttpHeaders
  readonly text: string
  readonly body: { readonly [name: string]: unknown }
}

/** What a client sends. */
export interface Call {
  readonly method?: string
  readonly path: string
  readonly host?: string
  readonly headers?: Http.OutgoingHttpHeaders
  readonly body?: string | Buffer
  readonly agent?: Http.Agent
}

const keys: ServiceIdentity.ServiceKeys = [SigningKey.generate()]
const own: Layer.Layer<JwksSource.JwksSource, never, SigningKeys.SigningKeys> = JwksSource.layerOwn("player")
const services = (name: string, source = own) =>
  Layer.mergeAll(TokenVerifier.layer, TokenIssuer.layer, CallerPass.layer).pipe(
    Layer.provideMerge(source),
    Layer.provideMerge(
      Layer.mergeAll(
        SigningKeys.layerMemory,
        Revocations.layerMemory,
        ServiceIdentity.layer({ name: ServiceName.make(name), keys }),
        directory
      )
    )
  )

/** A gateway with three fake services behind it, and what a test needs around them. */
export const make = (options: Partial<GatewayOptions> = {}, source = own) =>
  Effect.gen(function* () {
    const [player, wallet, game] = yield* Effect.all([FakeUpstream.make, FakeUpstream.make, FakeUpstream.make])
    const context = yield* Layer.build(
      Layer.provideMerge(
        layer({
          port: 0,
          enforcement: "enforce",
          upstreams: { player_service: player.url, wallet_service: wallet.url, game_service: game.url },
          ...options
        }),
        services("gateway", source)
      )
    )
    const { port, metricsPort } = Context.get(context, Gateway)
    const issuer = Context.get(context, TokenIssuer.TokenIssuer)
    return {
      player,
      wallet,
      game,
      port,
      metricsPort,
      revocations: Context.get(context, Revocations.Revocations),
      issuer,
      bearer: (principal: Parameters<typeof issuer.issue>[0]) =>
        Effect.map(issuer.issue(principal), ({ token }) => `Bearer ${token}`),
      call: (call: Call) => send(port, call),
      raw: (text: string) => raw(port, text)
    }
  })

/** Reads a pass as the service that it names does. */
export const readPass = (service: string, pass: unknown) =>
  Effect.flatMap(CallerPass.CallerPass, (it) => it.verify(String(pass))).pipe(Effect.provide(services(service)))

/** One request over a socket; `host` is the Host header. */
export const send = (port: number, call: Call): Effect.Effect<Answer> =>
  Effect.promise(
    () =>
      new Promise<Answer>((resolve, reject) => {
        const headers = { host: call.host ?? "aurora.test", ...call.headers }
        const { method = "GET", path, agent } = call
        const request = Http.request(
          { port, host: "127.0.0.1", method, path, headers, agent: agent ?? false },
          (response) => {
            const chunks: Array<Buffer> = []
            response.on("data", (chunk: Buffer) => chunks.push(chunk))
            response.on("end", () => {
              const text = Buffer.concat(chunks).toString()
              const json = response.headers["content-type"]?.includes("json") === true && text !== ""
              resolve({
                status: response.statusCode ?? 0,
                headers: response.headers,
                text,
                body: json ? JSON.parse(text) : {}
              })
            })
            response.on("error", reject)
          }
        )
        request.on("error", reject)
        request.end(call.body)
      })
  )

/** Sends raw bytes, and returns all that is received until the connection ends. */
export const raw = (port: number, text: string): Effect.Effect<string> =>
  Effect.async((resume) => {
    let answer = ""
    const socket = connect(port, "127.0.0.1", () => socket.write(text))
    socket.on("data", (chunk) => {
      answer += chunk.toString()
    })
    socket.on("close", () => resume(Effect.succeed(answer)))
    socket.on("error", () => resume(Effect.succeed(answer)))
  })

/** Waits until something holds, for as long as a busy machine may take. */
export const eventually = (holds: () => boolean): Effect.Effect<void, string> =>
  Effect.suspend(() => (holds() ? Effect.void : Effect.fail("not yet"))).pipe(
    Effect.delay("5 millis"),
    Effect.retry({ times: 5_000 })
  )

export type House = Effect.Effect.Success<ReturnType<typeof make>>
