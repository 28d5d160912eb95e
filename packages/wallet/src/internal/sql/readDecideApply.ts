import { Effect } from "effect"
import { WalletUnavailable } from "../../contract/Problems.js"
import type { PostResult } from "../../contract/Result.js"
import { decide } from "../../rules/decide.js"
import { InvariantBroken, invariant } from "../../rules/invariant.js"
import type { Effects, Stamped } from "../../rules/State.js"
import { decideGroup, type GroupDecision } from "../posting/decideGroup.js"
import { WorkingSet } from "../posting/WorkingSet.js"
import { type Attempt, hasEnded, type Sent } from "./Attempt.js"
import { applyBatch } from "./applyBatch.js"
import { CallFailed, type Connection, type Pool, withConnection } from "./BatchConnection.js"
import type { Call } from "./Call.js"
import type { HotPlayers } from "./HotPlayers.js"
import { type KnownPolicies, type Loaded, readBatch } from "./readBatch.js"

/** What posting a batch works with. */
export interface Store {
  readonly pool: Pool
  readonly policies: KnownPolicies
  /** Milliseconds after which a connection that does not answer is abandoned. */
  readonly patience: number
  /** Called when events have been committed. */
  readonly onCommitted: () => void
}

/** A store as one lane uses it. */
export interface LaneStore extends Store {
  readonly hot: HotPlayers
}

/**
 * Reads, decides and applies until every call is answered: two round trips when nothing interferes, and one where the lane
 * remembers all its players. What has changed concurrently is read and decided again. After a lost connection the outcome is
 * unknown until the server process behind it has ended and a read has shown that the keys are absent; a read that fails,
 * for whatever reason, is made again. A batch that fails for another reason is run again call by call, so that only the
 * culprit fails.
 */
export const readDecideApply = (store: LaneStore, calls: ReadonlyArray<Call>): Promise<void> =>
  postAll(store, calls, { _tag: "first" })

/** What became of one try. */
type Outcome = "done" | "conflict" | "retry" | Sent | CallFailed

const postAll = async (store: LaneStore, calls: ReadonlyArray<Call>, start: Attempt): Promise<void> => {
  let tries = 0
  let attempt = start
  for (let pause = 5; ; pause = Math.min(2 * pause, 500)) {
    const open = calls.filter((call) => !call.answered)
    if (open.length === 0) return
    if (attempt._tag === "lost") {
      if (!(await hasEnded(store, attempt.sent))) {
        await wait(pause)
        continue
      }
      attempt = { _tag: "read" }
    }
    const outcome = await post(store, open, attempt)
    attempt = { _tag: "read" }
    if (outcome === "done") return
    if (outcome === "retry") await wait(pause)
    else if (outcome instanceof CallFailed) {
      if (open.length > 1) return oneByOne(store, open)
      return fail(open[0]!, outcome)
    } else {
      tries += 1
      if (outcome !== "conflict") {
        attempt = { _tag: "lost", sent: outcome }
        await wait(pause)
      } else if (tries > 3 && open.length > 1) return oneByOne(store, open)
    }
  }
}

const post = async (
  store: LaneStore,
  calls: ReadonlyArray<Call>,
  attempt: Exclude<Attempt, { readonly _tag: "lost" }>
): Promise<Outcome> => {
  let sent: Sent | undefined
  try {
    return await withConnection(store.pool, store.patience, async (connection) => {
      const { answers, changed, effects, loaded } =
        (attempt._tag === "first" ? fromMemory(store, calls, connection) : undefined) ??
        decideAll(await read(store, calls, connection), calls)
      if (effects.length > 0) {
        // Otherwise a call could be answered `not-applied` by this try while an earlier one has taken effect.
        invariant(
          answers.every(([call]) => isKnown(call)),
          "a batch is sent only when no earlier try of its calls is unknown"
        )
        sent = { backend: loaded.backend, sentAt: performance.now() }
        for (const [call] of answers) call.outcome = "unknown"
        const applied = await applyBatch(connection.query, { changed, effects, loaded })
        if (!applied) return undone(answers)
      }
      for (const [call, results] of answers) call.answer(Effect.succeed(results))
      if (effects.some(({ events }) => events.length > 0)) store.onCommitted()
      if (effects.length > 0) store.hot.keep(changed, loaded.world)
      return "done"
    })
  } catch (cause) {
    if (cause instanceof InvariantBroken) throw cause
    const failed = cause instanceof CallFailed ? cause : new CallFailed("broken", cause)
    if (sent !== undefined) {
      if (failed.failure === "lost") return sent
      for (const call of calls) call.outcome = "not-applied"
    }
    // A read that was refused has not shown what became of an earlier try.
    else if (calls.some(({ outcome }) => outcome === "unknown")) return "retry"
    if (failed.failure === "conflict") return "conflict"
    return failed.failure === "lost" || failed.failure === "unreached" ? "retry" : failed
  }
}

const isKnown = (call: Call): boolean => call.outcome === "not-applied"

type Answers = ReadonlyArray<readonly [Call, ReadonlyArray<PostResult>]>

const undone = (answers: Answers): Outcome => {
  for (const [call] of answers) call.outcome = "not-applied"
  return "conflict"
}

const read = async (store: LaneStore, calls: ReadonlyArray<Call>, connection: Connection): Promise<Loaded> => {
  const needs = calls.flatMap((call) => call.needs)
  const loaded = await readBatch(connection.query, needs, store.policies)
  connection.backend = loaded.backend
  // Nothing of these calls is in flight: what they wrote earlier is in this read, which answers them, or was never written.
  for (const call of calls) call.outcome = "not-applied"
  store.hot.learn(loaded.world)
  return loaded
}

/** No call is refused or fails because of state that may have changed: such a batch is read instead. */
const fromMemory = (store: LaneStore, calls: ReadonlyArray<Call>, connection: Connection) => {
  const loaded = store.hot.load(calls, store.policies, connection.backend)
  if (loaded === undefined) return undefined
  try {
    const decided = decideAll(loaded, calls)
    const refused = decided.answers.some(([, results]) => results.some((result) => result._tag === "refused"))
    return refused ? undefined : decided
  } catch {
    return undefined
  }
}

/** Decides the calls in order, each seeing what those before it did. */
const decideAll = (loaded: Loaded, calls: ReadonlyArray<Call>) => {
  const changed = new WorkingSet(loaded.world.now, loaded.world)
  const effects: Array<Effects> = []
  const answers: Array<readonly [Call, ReadonlyArray<PostResult>]> = []
  for (const call of calls) {
    // Its deadline may have passed during the read: it was answered `not-applied`.
    if (call.answered) continue
    try {
      const decided = call.group.length === 1 ? decideOne(changed, call.group[0]!) : decideGroup(changed, call.group)
      for (const each of decided.effects) {
        changed.apply(each)
        effects.push(each)
      }
      answers.push([call, decided.results.map((result, index) => ownAnswer(result, call.group[index]!.id))])
    } catch (defect) {
      if (loaded.remembered) throw defect
      call.answer(Effect.die(defect))
    }
  }
  return { answers, changed, effects, loaded }
}

/** The same as a group of one, without a world in between. */
const decideOne = (world: WorkingSet, stamped: Stamped): GroupDecision => {
  const decision = decide(world, stamped)
  return { results: [decision.result], effects: decision._tag === "applied" ? [decision.effects] : [] }
}

/** What we find written under the id that we drew is our own first try, and no replay for the caller. */
const ownAnswer = (result: PostResult, id: string): PostResult =>
  result._tag === "ok" && result.replayed && result.transaction === id ? { ...result, replayed: false } : result

const oneByOne = async (store: LaneStore, calls: ReadonlyArray<Call>): Promise<void> => {
  for (const call of calls) await postAll(store, [call], { _tag: "read" })
}

const fail = (call: Call, { cause, failure, message }: CallFailed): void => {
  invariant(isKnown(call), "a call fails only when no try of it is unknown")
  call.answer(
    failure === "busy"
      ? Effect.fail(new WalletUnavailable({ outcome: "not-applied", detail: message }))
      : Effect.die(cause)
  )
}

const wait = (millis: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, millis))
