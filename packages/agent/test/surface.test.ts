import { layerMemory } from "@croupier/wallet/WalletMemory"
import { expect, it } from "@effect/vitest"
import { Effect, Layer } from "effect"
import { Agents } from "../src/contract.js"
import { aPlayer, plays } from "../src/testing/Play.js"
import { anAgent, aurora, line, operator, password, terms } from "../src/testing/Trees.js"
import * as World from "../src/testing/World.js"
import { doors, started } from "./service.js"
import { storeMemory } from "./storeMemory.js"

const world = doors.pipe(Layer.provideMerge(World.layer(storeMemory, layerMemory)))

/** A tree of three with a player who has played, and requests of its middle agent, signed in through the front door. */
const signedIn = Effect.gen(function* () {
  const http = yield* started
  const [root, middle, leaf] = yield* line(["1.2", "1", "0.7"])
  if (root === undefined || middle === undefined || leaf === undefined) return yield* Effect.dieMessage("no tree")
  const player = yield* aPlayer(aurora, leaf.referralCode)
  yield* plays(aurora, player, { round: "r", stake: 1_000_000n })
  const login = yield* http.request("POST", "/api/agent/login", { body: { username: middle.username, password } })
  expect(login).toMatchObject({ status: 200, json: { agent: { id: middle.id }, expiresIn: 600 } })
  const { accessToken } = login.json as { readonly accessToken: string }
  const request = (method: string, path: string, body?: unknown) =>
    http.request(method, `/api/agent${path}`, {
      headers: { authorization: `Bearer ${accessToken}` },
      ...(body === undefined ? {} : { body })
    })
  return { http, root, middle, leaf, player, request }
})

it.scopedLive("an agent sees itself, its subtree, players and accruals, with rates and amounts as decimals", () =>
  Effect.gen(function* () {
    const { leaf, middle, player, request } = yield* signedIn
    expect(yield* request("GET", "/me")).toMatchObject({
      status: 200,
      json: { id: middle.id, terms: { rolling: { slots: "1", sports: "0" }, losingBase: "loss-after-rolling" } }
    })
    expect(yield* request("GET", "/tree")).toMatchObject({ json: { items: [{ id: middle.id }, { id: leaf.id }] } })
    expect(yield* request("GET", `/players?agent=${leaf.id}`)).toMatchObject({ json: { items: [{ id: player }] } })
    expect(yield* request("GET", "/accruals?limit=5")).toMatchObject({
      json: { items: [{ player, agent: leaf.id, round: { id: "r" }, valid: "1000000", rolling: "3000", losing: "0" }] }
    })
    expect(yield* request("GET", "/statements")).toMatchObject({ status: 200, json: { items: [] } })
    expect(yield* request("GET", "/convertible")).toMatchObject({
      json: { items: [{ currency: "KRW", amount: "3000" }] }
    })
  }).pipe(Effect.provide(world))
)

it.scopedLive(
  "an agent registers and agrees below itself, and converts; a repeated conversion has the same answer",
  () =>
    Effect.gen(function* () {
      const { leaf, middle, request } = yield* signedIn
      const form = { parent: leaf.id, username: "busan.park", password, displayName: "Busan", referralCode: "Busan-1" }
      const made = yield* request("POST", "/agents", { ...form, terms: { rolling: { slots: "0.5" } } })
      expect(made).toMatchObject({ status: 201, json: { parent: leaf.id, referralCode: "busan-1" } })
      expect(JSON.stringify(made.json)).not.toContain(password)
      const refused = yield* request("POST", "/agents", {
        ...form,
        username: "other",
        terms: { rolling: { slots: "5" } }
      })
      expect(refused).toMatchObject({ status: 409 })
      const earner = { kind: "agent", id: leaf.id }
      const lowered = yield* request("POST", "/agreements", {
        earner,
        terms: { rolling: { slots: "0.4", live: "0.7" } }
      })
      expect(lowered).toMatchObject({
        status: 409,
        json: { code: "rate-over-parent", parent: leaf.id, rates: ["rolling slots: 0.5 > 0.4"] }
      })
      const agreed = yield* request("POST", "/agreements", {
        earner,
        terms: { rolling: { slots: "0.8", live: "0.7" } }
      })
      expect(agreed).toMatchObject({ status: 201, json: { terms: { rolling: { slots: "0.8" } } } })
      const wanted = { id: "01926d3c-7a1e-7000-8000-2f6d3a5b9c44", currency: "KRW", amount: "2500" }
      const first = yield* request("POST", "/convert", wanted)
      expect(first).toMatchObject({ status: 201, json: { amount: "2500", status: "requested" } })
      expect((yield* request("POST", "/convert", wanted)).text).toBe(first.text)
      expect(yield* request("POST", "/convert", { ...wanted, id: middle.id })).toMatchObject({
        status: 409,
        json: { code: "conversion-over-available", available: "500" }
      })
    }).pipe(Effect.provide(world))
)

it.scopedLive("what is outside the subtree answers with the status and body of what does not exist", () =>
  Effect.gen(function* () {
    const { request, root } = yield* signedIn
    const agents = yield* Agents
    const elsewhere = yield* agents.register(anAgent(null, terms({})))
    for (const path of ["/players", "/accruals", "/statements"]) {
      const of = (id: string) => Effect.map(request("GET", `${path}?agent=${id}`), untraced)
      const missing = yield* of("01926d3c-7a1e-7000-8000-2f6d3a5b9c99")
      expect(missing).toMatchObject({ status: 404, json: { code: "agent-not-found" } })
      expect(yield* of(root.id)).toEqual(missing)
      expect(yield* of(elsewhere.id)).toEqual(missing)
    }
  }).pipe(Effect.provide(world))
)

it.scopedLive("nothing is answered without a token, with an unknown property, or with a rate that is none", () =>
  Effect.gen(function* () {
    const { http, leaf, middle, request } = yield* signedIn
    for (const path of ["/me", "/tree", "/players", "/accruals", "/statements", "/convertible"]) {
      expect(yield* http.request("GET", `/api/agent${path}`)).toMatchObject({ status: 401 })
    }
    const earner = { kind: "agent", id: leaf.id }
    const bad = [
      { earner, terms: { rolling: { slots: 0.5 } } },
      { earner, terms: { rolling: { slots: "-1" } } },
      { earner, terms: { rolling: { slots: "0.5", poker: "1" } } },
      { earner, terms: {}, by: { kind: "operator", id: "me" } },
      { earner: { kind: "operator", id: leaf.id }, terms: {} }
    ]
    for (const body of bad) expect(yield* request("POST", "/agreements", body)).toMatchObject({ status: 400 })
    yield* Effect.flatMap(Agents, (agents) =>
      agents.setStatus({ brand: aurora, by: operator, agent: middle.id, status: "suspended" })
    )
    expect(yield* request("GET", "/me")).toMatchObject({ status: 401 })
  }).pipe(Effect.provide(world))
)

const untraced = ({ json, status }: { readonly json: unknown; readonly status: number }) => ({
  status,
  json: { ...(json as object), traceId: undefined }
})
