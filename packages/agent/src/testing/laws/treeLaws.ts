import assert from "node:assert/strict"
import { makeUuid, type PlayerId } from "@croupier/core/Ids"
import { Effect, Redacted } from "effect"
import { type AgentView, maxDepth } from "../../contract/Agent.js"
import { Agents } from "../../contract/Agents.js"
import { law } from "../Law.js"
import { aPlayer, registered } from "../Play.js"
import { Published } from "../Published.js"
import { anAgent, aurora, borealis, line, operator, password, terms } from "../Trees.js"
import { Time } from "../World.js"

const refusal = <A, E extends { readonly _tag: string }, R>(effect: Effect.Effect<A, E, R>) =>
  Effect.map(Effect.flip(effect), ({ _tag }) => _tag)

const rate = (slots: string) => terms({ rolling: { slots } })

const at = (made: ReadonlyArray<AgentView>, index: number): AgentView => {
  const found = made[index]
  assert(found !== undefined)
  return found
}

/** Laws of the tree, its rates and its sign-in. */
export const treeLaws = [
  law(
    "an agent sees its own subtree and nothing else: what is outside answers as what does not exist",
    Effect.gen(function* () {
      const agents = yield* Agents
      const made = yield* line(["1.2", "1", "0.7"])
      const [root, middle, leaf] = [at(made, 0), at(made, 1), at(made, 2)]
      const sibling = yield* agents.register(anAgent(root.id, rate("0.5")))
      const ids = (views: ReadonlyArray<AgentView>) => views.map(({ id }) => id)
      assert.deepEqual(ids(yield* agents.tree({ brand: aurora, agent: middle.id })), ids([middle, leaf]))
      const [self, below] = yield* agents.tree({ brand: aurora, agent: middle.id })
      assert.deepEqual(
        [self?.parent, self?.path, below?.parent, below?.path],
        [null, [middle.id], middle.id, ids([middle, leaf])]
      )
      assert.deepEqual((yield* agents.me({ brand: aurora, agent: middle.id, of: leaf.id })).path, ids([middle, leaf]))
      assert.deepEqual(leaf.path, ids([root, middle, leaf]))
      assert.deepEqual(
        ids(yield* agents.tree({ brand: aurora, agent: root.id })).toSorted(),
        ids([...made, sibling]).toSorted()
      )
      const missing = yield* Effect.flip(
        agents.me({ brand: aurora, agent: middle.id, of: "01926d3c-7a1e-7000-8000-2f6d3a5b9c99" as typeof root.id })
      )
      for (const of of [root.id, sibling.id]) {
        const view = { brand: aurora, agent: middle.id, of }
        const page = { ...view, limit: 10 }
        assert.deepEqual(yield* Effect.flip(agents.me(view)), missing)
        assert.deepEqual(yield* Effect.flip(agents.agreements(view)), missing)
        assert.deepEqual(yield* Effect.flip(agents.convertible(view)), missing)
        assert.deepEqual(yield* Effect.flip(agents.players(page)), missing)
        assert.deepEqual(yield* Effect.flip(agents.accruals(page)), missing)
        assert.deepEqual(yield* Effect.flip(agents.statements(page)), missing)
        const by = { kind: "agent", id: middle.id } as const
        assert.deepEqual(
          yield* Effect.flip(agents.setStatus({ brand: aurora, by, agent: of, status: "closed" })),
          missing
        )
        assert.deepEqual(yield* Effect.flip(agents.register(anAgent(of, rate("0.1"), { by }))), missing)
        const earner = { kind: "agent", id: of } as const
        assert.deepEqual(yield* Effect.flip(agents.agree({ brand: aurora, by, earner, terms: rate("0") })), missing)
      }
      assert.equal(yield* refusal(agents.me({ brand: borealis, agent: root.id })), "AgentNotFound")
    })
  ),
  law(
    "no rate is over the parent's: neither at registration, nor by an agreement, nor by lowering the parent, which names the children",
    Effect.gen(function* () {
      const agents = yield* Agents
      const made = yield* line(["1", "0.7"])
      const [root, child] = [at(made, 0), at(made, 1)]
      const over = yield* Effect.flip(agents.register(anAgent(child.id, rate("0.8"))))
      assert(over._tag === "RateOverParent")
      assert.deepEqual([over.parent, over.rates], [child.id, ["rolling slots: 0.8 > 0.7"]])
      const player = yield* aPlayer(aurora, child.referralCode)
      const ofPlayer = { kind: "player", id: player } as const
      const asked = { brand: aurora, by: operator }
      assert.equal(yield* refusal(agents.agree({ ...asked, earner: ofPlayer, terms: rate("0.71") })), "RateOverParent")
      yield* agents.agree({ ...asked, earner: ofPlayer, terms: rate("0.2") })
      const lowered = yield* Effect.flip(
        agents.agree({ ...asked, earner: { kind: "agent", id: root.id }, terms: rate("0.6") })
      )
      assert(lowered._tag === "RateOverParent")
      assert.deepEqual(lowered.over, [child.id])
      const both = yield* Effect.flip(
        agents.agree({ ...asked, earner: { kind: "agent", id: child.id }, terms: rate("0.1") })
      )
      assert(both._tag === "RateOverParent")
      assert.deepEqual(both.over, [player])
      const losing = terms({ losing: { slots: "5" } })
      assert.equal(yield* refusal(agents.agree({ ...asked, earner: ofPlayer, terms: losing })), "TermsRefused")
    })
  ),
  law(
    "terms that begin later hold from then on, count for limits at once, and cannot begin in the past",
    Effect.gen(function* () {
      const agents = yield* Agents
      const [root] = yield* line(["1"])
      assert(root !== undefined)
      const asked = { brand: aurora, by: operator, earner: { kind: "agent", id: root.id } as const }
      const { from } = yield* agents.agree({ ...asked, terms: rate("1") })
      yield* agents.agree({ ...asked, terms: rate("0.5"), from: from + 3_600_000 })
      assert.equal(yield* refusal(agents.register(anAgent(root.id, rate("0.8")))), "RateOverParent")
      assert.equal((yield* agents.me({ brand: aurora, agent: root.id })).terms.rolling.slots, 10_000n)
      assert.equal(yield* refusal(agents.agree({ ...asked, terms: rate("1"), from: from - 60_000 })), "TermsRefused")
      yield* (yield* Time).pass("61 minutes")
      assert.equal((yield* agents.me({ brand: aurora, agent: root.id })).terms.rolling.slots, 5000n)
      assert.equal((yield* agents.agreements({ brand: aurora, agent: root.id })).length, 3)
    })
  ),
  law(
    "a username and a referral code belong to one agent of a brand, and another brand may have them too",
    Effect.gen(function* () {
      const agents = yield* Agents
      const first = anAgent(null, rate("1"))
      yield* agents.register(first)
      const fresh = anAgent(null, rate("1"))
      const sameName = { ...fresh, username: first.username }
      assert.equal(yield* refusal(agents.register(sameName)), "UsernameTaken")
      const sameCode = { ...fresh, referralCode: first.referralCode }
      assert.equal(yield* refusal(agents.register(sameCode)), "ReferralCodeTaken")
      assert.equal((yield* agents.register({ ...first, brand: borealis })).username, first.username)
    })
  ),
  law(
    "an agent signs in with its password, and an unknown name and a wrong password are answered alike",
    Effect.gen(function* () {
      const agents = yield* Agents
      const [root] = yield* line(["1"])
      assert(root !== undefined)
      const form = { brand: aurora, username: root.username, password: Redacted.make(password), address: "203.0.113.7" }
      const { accessToken, agent } = yield* agents.login(form)
      assert.equal(agent.id, root.id)
      assert.equal(accessToken.split(".").length, 3)
      const wrong = yield* Effect.flip(agents.login({ ...form, password: Redacted.make("two-quiet-otters") }))
      assert.deepEqual(yield* Effect.flip(agents.login({ ...form, username: "no such agent" })), wrong)
      assert.deepEqual(yield* Effect.flip(agents.login({ ...form, brand: borealis })), wrong)
      const change = { brand: aurora, by: operator, agent: root.id }
      yield* agents.setStatus({ ...change, status: "suspended" })
      assert.equal(yield* refusal(agents.login(form)), "AgentLoginRefused")
      yield* agents.setStatus({ ...change, status: "active" })
      yield* agents.login(form)
      yield* agents.setStatus({ ...change, status: "closed" })
      assert.equal(yield* refusal(agents.setStatus({ ...change, status: "active" })), "AgentStatusNotAllowed")
      assert.equal(yield* refusal(agents.register(anAgent(root.id, rate("0.1")))), "PlacementRefused")
    })
  ),
  law(
    "a tree has no cycle and at most 32 levels",
    Effect.gen(function* () {
      const agents = yield* Agents
      const made = yield* line(Array.from({ length: maxDepth }, () => "1"))
      const [root, second] = [at(made, 0), at(made, 1)]
      const last = at(made, maxDepth - 1)
      const tooDeep = yield* Effect.flip(agents.register(anAgent(last.id, rate("1"))))
      assert(tooDeep._tag === "PlacementRefused" && tooDeep.reason === "too-deep")
      const cycle = yield* Effect.flip(agents.move({ brand: aurora, by: operator, agent: root.id, parent: last.id }))
      assert(cycle._tag === "PlacementRefused" && cycle.reason === "cycle")
      const other = yield* agents.register(anAgent(null, terms({ rolling: { slots: "1", live: "1" } })))
      const below = yield* agents.register(anAgent(other.id, terms({ rolling: { slots: "1", live: "1" } })))
      const moved = yield* Effect.flip(agents.move({ brand: aurora, by: operator, agent: second.id, parent: below.id }))
      assert(moved._tag === "PlacementRefused" && moved.reason === "too-deep")
      const done = yield* agents.move({ brand: aurora, by: operator, agent: second.id, parent: other.id })
      assert.deepEqual(done.path, [other.id, second.id])
      assert.equal((yield* agents.tree({ brand: aurora, agent: root.id })).length, 1)
      assert.equal((yield* agents.tree({ brand: aurora, agent: other.id })).length, maxDepth + 1)
    })
  ),
  law(
    "an agent changes those below it, and neither itself nor what belongs to operators",
    Effect.gen(function* () {
      const agents = yield* Agents
      const made = yield* line(["1", "0.7"])
      const [root, child] = [at(made, 0), at(made, 1)]
      const by = { kind: "agent", id: root.id } as const
      const agreed = yield* agents.agree({
        brand: aurora,
        by,
        earner: { kind: "agent", id: child.id },
        terms: rate("0.9")
      })
      assert.equal(agreed.terms.rolling.slots, 9000n)
      const own = { kind: "agent", id: root.id } as const
      assert.equal(
        yield* refusal(agents.agree({ brand: aurora, by, earner: own, terms: rate("5") })),
        "ActorNotAllowed"
      )
      assert.equal(yield* refusal(agents.register(anAgent(null, rate("1"), { by }))), "ActorNotAllowed")
      assert.equal(
        yield* refusal(
          agents.setHouse({ brand: aurora, by, player: yield* aPlayer(aurora, child.referralCode), house: true })
        ),
        "ActorNotAllowed"
      )
      const player = { kind: "player", id: "p" } as const
      assert.equal(
        yield* refusal(agents.setStatus({ brand: aurora, by: player, agent: child.id, status: "closed" })),
        "ActorNotAllowed"
      )
      assert.deepEqual(yield* agents.policy({ brand: borealis }), {
        counts: "cash",
        suspendedShare: "held",
        approvedUpTo: []
      })
    })
  ),
  law(
    "the players of an agent are listed latest first, page by page, and an agent's own account is flagged",
    Effect.gen(function* () {
      const agents = yield* Agents
      const made = yield* line(["1", "0.7"])
      const [root, child] = [at(made, 0), at(made, 1)]
      const players = yield* Effect.forEach([1, 2, 3], () => aPlayer(aurora, child.referralCode.toUpperCase()))
      const view = { brand: aurora, agent: root.id, of: child.id, limit: 2 }
      const first = yield* agents.players(view)
      assert(first.nextCursor !== undefined)
      const rest = yield* agents.players({ ...view, cursor: first.nextCursor })
      const listed = [...first.items, ...rest.items].map(({ id }) => id)
      assert.deepEqual(listed.toSorted(), players.toSorted())
      assert.equal(rest.nextCursor, undefined)
      assert.equal(yield* refusal(agents.players({ ...view, cursor: "!" })), "CursorInvalid")
      yield* aPlayer(aurora, "no-such-code")
      const own = (yield* makeUuid) as PlayerId
      const agent = yield* agents.register(anAgent(root.id, rate("0.1"), { ownPlayer: own }))
      yield* registered(aurora, own, agent.referralCode)
      const second = (yield* makeUuid) as PlayerId
      const above = yield* agents.register(anAgent(root.id, rate("0.1"), { ownPlayer: second }))
      const below = yield* agents.register(anAgent(above.id, rate("0.1")))
      yield* registered(aurora, second, below.referralCode)
      const flags = (of: AgentView) =>
        Effect.map(agents.players({ brand: aurora, agent: root.id, of: of.id, limit: 10 }), ({ items }) =>
          items.map((player) => player.flags)
        )
      assert.deepEqual(yield* flags(agent), [["self-referral"]])
      assert.deepEqual(yield* flags(below), [["own-player"]])
      assert.deepEqual(yield* flags(child), [[], [], []])
    })
  ),
  law(
    "each registration and agreement is published once, numbered by agent",
    Effect.gen(function* () {
      const agents = yield* Agents
      const [root] = yield* line(["1"])
      assert(root !== undefined)
      yield* agents.agree({ brand: aurora, by: operator, earner: { kind: "agent", id: root.id }, terms: rate("2") })
      const events = yield* (yield* Published).of(aurora, root.id)
      assert.deepEqual(
        events.map(({ keyVersion, type }) => [type, keyVersion]),
        [
          ["agent.registered", 1n],
          ["agent.rates-changed", 2n],
          ["agent.rates-changed", 3n]
        ]
      )
    })
  )
]
