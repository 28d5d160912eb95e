import type { Revocation } from "@croupier/core/auth/RevocationSet"
import * as Revocations from "@croupier/core/auth/Revocations"
import type { BrandKey } from "@croupier/core/Brand"
import { MemoryOutbox } from "@croupier/core/events/EventStreamMemory"
import { newEvents } from "@croupier/core/events/publish"
import { Clock, Effect, Layer } from "effect"
import type { ExclusionView } from "../../contract/Exclusion.js"
import type { PlayerRef } from "../../contract/Players.js"
import { forgottenName } from "../../contract/Username.js"
import { happened, type PlayerEvent } from "../../rules/happened.js"
import { days as knownAddressDays } from "../../rules/KnownAddress.js"
import { apply } from "../../rules/LimitRows.js"
import { endOf } from "../../rules/SessionChain.js"
import { ExclusionRegisterMemory } from "./ExclusionRegisterMemory.js"
import type {
  BankAccountRecord,
  DecidePlayer,
  Mark,
  NumberedIntent,
  PlayerRecord,
  SessionRecord
} from "./PlayerRecord.js"
import { PlayerStore } from "./PlayerStore.js"

interface Entry {
  player: PlayerRecord
  identities: ReadonlyArray<Mark>
  sessions: Map<string, SessionRecord>
  bankAccounts: ReadonlyArray<BankAccountRecord>
  readonly depositors: Map<string, Uint8Array>
  gate: ReadonlyArray<NumberedIntent>
  lastIntent: number
  lastEvent: bigint
  /** The player's exclusions with the last pass still to come. */
  readonly spreading: Set<string>
}

/** Players in this process's memory, lost when it ends. Nothing is awaited inside a method, so each is whole. */
export const layerMemory: Layer.Layer<PlayerStore, never, Revocations.Revocations | MemoryOutbox> = Layer.effect(
  PlayerStore,
  Effect.gen(function* () {
    const revocations = yield* Revocations.Revocations
    const outbox = yield* MemoryOutbox
    const entries = new Map<string, Entry>()
    const register = new ExclusionRegisterMemory()

    const entryOf = ({ brand, player }: PlayerRef) => entries.get(`${brand} ${player}`)
    const ofBrand = (brand: BrandKey) => [...entries.values()].filter(({ player }) => player.brand === brand)
    const atNow = <A>(use: (now: number) => A) => Effect.map(Clock.currentTimeMillis, use)

    /** Writes what was decided; answers which sessions it ended. */
    const decideFor = <A>(entry: Entry, decide: DecidePlayer<A>, now: number) => {
      const change = decide(entry.player, now)
      const {
        answer,
        set,
        limits,
        exclusion,
        reviews = [],
        verification,
        gate,
        events,
        openSession,
        endLaunches,
        endSessions,
        limitSessions
      } = change
      const ended = [...entry.sessions.values()].filter(
        (session) => endSessions !== undefined && session.endedAt === null && session.id !== endSessions.except
      )
      for (const session of ended) entry.sessions.set(session.id, { ...session, endedAt: now })
      const revoked: Array<Revocation> = ended.map(({ id }) => ({ _tag: "session", session: id }))
      if (endLaunches !== undefined) revoked.push({ _tag: "launches", session: endLaunches })
      for (const session of limitSessions === undefined ? [] : entry.sessions.values()) {
        const endsAt = endOf(session.startedAt, limitSessions ?? null, session.endsAt)
        if (session.endedAt !== null || endsAt === session.endsAt || endsAt === null) continue
        entry.sessions.set(session.id, { ...session, endsAt })
        revoked.push({ _tag: "session-end", session: session.id, at: endsAt })
      }
      if (openSession !== undefined && openSession.endsAt !== null) {
        revoked.push({ _tag: "session-end", session: openSession.id, at: openSession.endsAt })
      }
      if (openSession !== undefined) entry.sessions.set(openSession.id, openSession)
      if (gate !== undefined) entry.gate = [...entry.gate, { ...gate, number: ++entry.lastIntent }]
      entry.player = {
        ...entry.player,
        ...set,
        ...(limits === undefined ? {} : { limits: apply(entry.player.limits, limits, now) }),
        ...(exclusion === undefined
          ? {}
          : { exclusions: [...entry.player.exclusions.filter(({ id }) => id !== exclusion.id), exclusion] }),
        reviews: [
          ...entry.player.reviews.filter((present) => reviews.every(({ id }) => id !== present.id)),
          ...reviews
        ].sort((a, b) => a.openedAt - b.openedAt || (a.id < b.id ? -1 : 1)),
        verified:
          verification === undefined
            ? entry.player.verified
            : [...new Set([...entry.player.verified, verification.mark])].sort()
      }
      return { answer, revoked, entry, events: events ?? [] }
    }
    const revoke = (revoked: ReadonlyArray<Revocation>) =>
      Effect.forEach(revoked, revocations.revoke, { discard: true })
    /** One batch for what was decided together. */
    const publish = (
      all: ReadonlyArray<{ readonly entry: Entry; readonly events: ReadonlyArray<PlayerEvent> }>,
      now: number
    ) =>
      Effect.forEach(all, ({ entry, events }) => {
        const { brand, id: key } = entry.player
        const before = entry.lastEvent
        entry.lastEvent += BigInt(events.length)
        return newEvents({ brand, key, before, at: now }, events.map(happened))
      }).pipe(Effect.flatMap((events) => outbox.commit("player", events.flat())))
    const changeAll = <A>(chosen: ReadonlyArray<Entry>, decide: DecidePlayer<A>) =>
      Effect.flatMap(Clock.currentTimeMillis, (now) => {
        const done = chosen.map((entry) => decideFor(entry, decide, now))
        return Effect.as(
          Effect.zipRight(publish(done, now), revoke(done.flatMap(({ revoked }) => revoked))),
          done.map(({ answer }) => answer)
        )
      })
    const refOf = ({ player }: Entry): PlayerRef => ({ brand: player.brand, player: player.id })

    return {
      now: Clock.currentTimeMillis,
      insert: (given, registered) =>
        Effect.suspend(() => {
          if (ofBrand(given.brand).some(({ player }) => player.username === given.username)) return taken
          const { identities, ...player } = given
          const entry: Entry = {
            player: {
              ...player,
              lastLoginAt: null,
              previousLoginAt: null,
              gateOpen: false,
              limitsDueAt: null,
              limits: [],
              exclusions: [],
              reviews: [],
              verified: []
            },
            identities,
            sessions: new Map(),
            bankAccounts: [],
            depositors: new Map(),
            gate: [],
            lastIntent: 0,
            lastEvent: 0n,
            spreading: new Set()
          }
          entries.set(`${given.brand} ${given.id}`, entry)
          return Effect.as(publish([{ entry, events: [registered] }], given.registeredAt), "inserted" as const)
        }),
      find: (ref) => Effect.sync(() => entryOf(ref)?.player),
      findByUsername: (brand, username) =>
        Effect.sync(() => ofBrand(brand).find(({ player }) => player.username === username)?.player),
      change: (ref, decide) =>
        Effect.suspend(() => {
          const entry = entryOf(ref)
          return entry === undefined ? absent : Effect.map(changeAll([entry], decide), ([answer]) => answer)
        }),
      exclude: ({ identities, licence, prints, self, since }, pass, decide, review) =>
        Effect.suspend(() => {
          const own = entryOf(self)
          if (own === undefined) return absent
          const others = [...entries.values()].filter((entry) => entry !== own)
          const holds = (entry: Entry, hmacs: ReadonlyArray<Uint8Array> | undefined, isVerified: boolean) =>
            hasMark(entry, hmacs ?? [], isVerified)
          const same = others.filter((entry) => holds(entry, identities.get(entry.player.brand)?.verified, true))
          const claimants = others.filter((entry) => {
            const marks = identities.get(entry.player.brand)
            const isLater = since < entry.player.registeredAt
            return (
              isLater && !same.includes(entry) && holds(entry, marks && [...marks.verified, ...marks.claimed], false)
            )
          })
          const players = [own, ...same, ...claimants]
          const decideEach: DecidePlayer<ExclusionView> = (player, now) =>
            (claimants.some((entry) => entry.player === player) ? review : decide)(player, now)
          return Effect.map(changeAll(players, decideEach), (answers) => {
            const exclusion = answers[0]!
            register.add(licence, prints, since, exclusion)
            if (pass === "first") own.spreading.add(exclusion.id)
            else own.spreading.delete(exclusion.id)
            return { exclusion, players: players.map(refOf) }
          })
        }),
      spreading: (brand, most) =>
        Effect.sync(() =>
          ofBrand(brand)
            .flatMap(({ player, spreading }) =>
              player.exclusions
                .filter(({ id }) => spreading.has(id))
                .map((exclusion) => ({ player: player.id, exclusion }))
            )
            .slice(0, most)
        ),
      endExclusion: (exclusion, brands, decide) =>
        Effect.suspend(() => {
          register.end(exclusion)
          const { id } = exclusion
          const players = [...entries.values()].filter(
            ({ player }) => brands.includes(player.brand) && player.exclusions.some((exclusion) => exclusion.id === id)
          )
          return Effect.as(changeAll(players, decide), players.map(refOf))
        }),
      matchingExclusions: (licence, prints, since) => atNow((now) => register.matching(licence, prints, since, now)),
      exclusionsOfPerson: (identities) =>
        Effect.sync(() => {
          const found = [...entries.values()]
            .filter((entry) => hasMark(entry, identities.get(entry.player.brand) ?? [], true))
            .flatMap(({ player }) => player.exclusions)
          return [...new Map(found.map((exclusion) => [exclusion.id, exclusion])).values()]
        }),
      findExclusion: (id, brands) =>
        Effect.sync(() =>
          [...entries.values()]
            .filter(({ player }) => brands.includes(player.brand))
            .flatMap(({ player }) => player.exclusions)
            .find((exclusion) => exclusion.id === id)
        ),
      openReviews: (brand, most) =>
        Effect.sync(() =>
          ofBrand(brand)
            .flatMap(({ player }) =>
              player.reviews
                .filter(({ decision }) => decision === null)
                .map((review) => ({ player: player.id, review }))
            )
            .sort((a, b) => a.review.openedAt - b.review.openedAt || (a.review.id < b.review.id ? -1 : 1))
            .slice(0, most)
        ),
      changeSession: (brand, id, decide) =>
        Effect.flatMap(Clock.currentTimeMillis, (now) => {
          const entry = ofBrand(brand).find(({ sessions }) => sessions.has(id))
          const session = entry?.sessions.get(id)
          if (entry === undefined || session === undefined) return absent
          const change = decide(session, now)
          if (change.session !== undefined) entry.sessions.set(id, change.session)
          const ended = session.endedAt === null && typeof change.session?.endedAt === "number"
          return Effect.as(revoke(ended ? [{ _tag: "session", session: id }] : []), change.answer)
        }),
      isKnownAddress: (brand, username, indexes) =>
        atNow((now) => {
          const wanted = new Set(indexes.map(text))
          return ofBrand(brand).some(
            ({ player, sessions }) =>
              player.username === username &&
              [...sessions.values()].some(
                ({ addressIndex, startedAt }) =>
                  wanted.has(text(addressIndex)) && startedAt > now - knownAddressDays * 86_400_000
              )
          )
        }),
      sessions: (ref) =>
        Effect.sync(() =>
          [...(entryOf(ref)?.sessions.values() ?? [])]
            .filter(({ endedAt }) => endedAt === null)
            .sort((a, b) => b.startedAt - a.startedAt || (a.id < b.id ? 1 : -1))
        ),
      bankAccounts: (ref) => Effect.sync(() => entryOf(ref)?.bankAccounts ?? []),
      addBankAccount: (account, most) =>
        Effect.sync(() => {
          const entry = entryOf(account)
          if (entry === undefined || entry.player.person === null) return "forgotten"
          const same = text(account.numberIndex)
          if (entry.bankAccounts.some(({ numberIndex }) => text(numberIndex) === same)) return "already-added"
          if (entry.bankAccounts.length >= most) return "too-many"
          entry.bankAccounts = [...entry.bankAccounts, account]
          return "added"
        }),
      removeBankAccount: (ref, account) =>
        Effect.sync(() => {
          const entry = entryOf(ref)
          const rest = entry?.bankAccounts.filter(({ id }) => id !== account) ?? []
          const found = entry !== undefined && rest.length < entry.bankAccounts.length
          if (found) entry.bankAccounts = rest
          return found
        }),
      hasNumberElsewhere: (ref, indexes) =>
        Effect.sync(() => {
          const wanted = new Set(indexes.map(text))
          return ofBrand(ref.brand).some(
            ({ bankAccounts, player }) =>
              player.id !== ref.player && bankAccounts.some(({ numberIndex }) => wanted.has(text(numberIndex)))
          )
        }),
      keepDepositor: (ref, request, name) =>
        Effect.sync(() => {
          const entry = entryOf(ref)
          if (entry === undefined || entry.player.person === null) return false
          if (!entry.depositors.has(request)) entry.depositors.set(request, name)
          return true
        }),
      depositor: (ref, request) => Effect.sync(() => entryOf(ref)?.depositors.get(request)),
      forget: (ref) =>
        Effect.sync(() => {
          const entry = entryOf(ref)
          if (entry === undefined) return
          entry.player = {
            ...entry.player,
            username: forgottenName(entry.player.code),
            passwordHash: "",
            referralCode: null,
            promoCode: null,
            person: null
          }
          entry.identities = []
          entry.bankAccounts = []
          entry.depositors.clear()
          entry.sessions.clear()
        }),
      pendingGate: (ref) =>
        Effect.sync(() => {
          const entry = entryOf(ref)
          return { open: entry !== undefined && !entry.player.gateOpen, changes: entry?.gate ?? [] }
        }),
      gateConfirmed: (ref, { changes }) =>
        Effect.sync(() => {
          const entry = entryOf(ref)
          if (entry === undefined) return
          entry.player = { ...entry.player, gateOpen: true }
          entry.gate = entry.gate.filter(({ number }) => number > (changes.at(-1)?.number ?? 0))
        }),
      unconfirmed: (brand, most) =>
        Effect.sync(() =>
          ofBrand(brand)
            .filter(({ gate, player }) => !player.gateOpen || gate.length > 0)
            .slice(0, most)
            .map(({ player }) => player.id)
        ),
      limitsDue: (brand, most) =>
        atNow((now) =>
          ofBrand(brand)
            .filter(({ player }) => player.limitsDueAt !== null && player.limitsDueAt <= now)
            .slice(0, most)
            .map(({ player }) => player.id)
        )
    }
  })
)

/** Whether a player has one of these marks, verified or only claimed. */
const hasMark = ({ identities, player }: Entry, hmacs: ReadonlyArray<Uint8Array>, isVerified: boolean): boolean => {
  const sought = new Set(hmacs.map(text))
  return identities.some(({ hmac, kind }) => sought.has(text(hmac)) && player.verified.includes(kind) === isVerified)
}

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex")

const taken = Effect.succeed("username-taken" as const)

const absent: Effect.Effect<undefined> = Effect.sync(() => undefined)
