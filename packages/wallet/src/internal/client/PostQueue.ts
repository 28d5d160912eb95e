import { BatchQueue } from "@croupier/core/queue/BatchQueue"
import type { FairQueue } from "@croupier/core/queue/FairQueue"
import { Effect, Schema } from "effect"
import type { Command } from "../../contract/Command.js"
import { maxCommands, PostAnswers, PostBatch } from "../../contract/PostBatch.js"
import { WalletUnavailable } from "../../contract/Problems.js"
import { Deadlines } from "../posting/Deadlines.js"
import { NoReply, type Reply } from "./CallConnection.js"
import { type GroupEnd, PendingGroup } from "./PendingGroup.js"
import { onlyUnavailable, problemOf } from "./Reply.js"

/** How a queue gathers, in milliseconds and commands. */
export interface PostQueueOptions {
  readonly deadline: number
  readonly maxBatch: number
  /** Groups of one brand that may wait; what is over is refused at once. */
  readonly waiting: number
}

/** Sends a batch's JSON with a deadline in milliseconds. */
export type SendBatch = (body: string, patience: number) => Promise<Reply>

/**
 * Posts the groups of its players, one request at a time, in which brands take turns. What got no answer is sent again, under
 * the same keys, until its deadline.
 */
export class PostQueue {
  readonly #send: SendBatch
  readonly #options: PostQueueOptions
  readonly #queue: BatchQueue<PendingGroup>
  #resting = 0
  readonly #deadlines: Deadlines<PendingGroup>
  #pause = 0

  constructor(send: SendBatch, options: PostQueueOptions) {
    this.#send = send
    this.#options = options
    this.#queue = new BatchQueue(options.waiting, (waiting) => this.#run(waiting))
    this.#deadlines = new Deadlines(options.deadline, (group) => group.end(noAnswer(group)))
  }

  /** Posts a group. The caller may be interrupted; the group is still posted. */
  submit(group: ReadonlyArray<Command>): GroupEnd {
    return Effect.suspend(() => {
      const json = encode(group)
      return Effect.async((resume) => {
        const brand = group[0]?.brand ?? ""
        const pending = new PendingGroup(brand, json, group.length, Date.now() + this.#options.deadline, (end) => {
          this.#deadlines.delete(pending)
          resume(end)
        })
        this.#deadlines.add(pending)
        if (!this.#queue.offer(brand, pending)) pending.end(tooMany)
      })
    })
  }

  /** Resolves when no group waits. */
  async idle(): Promise<void> {
    do {
      await this.#queue.idle()
      if (this.#resting > 0) await sleep(shortest)
    } while (this.#resting > 0)
    await this.#queue.idle()
  }

  async #run(waiting: FairQueue<PendingGroup>): Promise<number> {
    const batch = this.#next(waiting)
    if (batch.length > 0) await this.#post(batch)
    return this.#pause
  }

  #next(waiting: FairQueue<PendingGroup>): ReadonlyArray<PendingGroup> {
    const batch: Array<PendingGroup> = []
    let [size, length] = [0, 0]
    const now = Date.now()
    waiting.visit((group) => {
      // Too late to be sent once more: what is known of it now is the truth, and stays so.
      if (group.deadline <= now) group.end(noAnswer(group))
      if (group.ended) return "taken"
      const fits = size + group.size <= this.#options.maxBatch && length + group.json.length <= maxLength
      if (batch.length > 0 && !fits) return "enough"
      batch.push(group)
      size += group.size
      length += group.json.length
      return "taken"
    })
    return batch
  }

  async #post(batch: ReadonlyArray<PendingGroup>): Promise<void> {
    const patience = Math.max(...batch.map((group) => group.deadline)) - Date.now()
    const before = batch.map((group) => group.outcome)
    for (const group of batch) group.outcome = "unknown"
    try {
      const reply = await this.#send(`{"groups":[${batch.map((group) => group.json).join()}]}`, patience)
      const problem = problemOf(reply)
      if (problem === undefined) return this.#answer(batch, before, readAnswers(reply.body))
      const { detail, outcome } = onlyUnavailable(problem)
      this.#backOff()
      for (const [index, group] of batch.entries()) this.#again(group, before[index]!, outcome, detail)
    } catch (cause) {
      if (cause instanceof NoReply) this.#backOff()
      for (const [index, group] of batch.entries()) {
        if (cause instanceof NoReply) this.#again(group, before[index]!, cause.outcome, cause.message)
        else group.end(Effect.die(cause))
      }
    }
  }

  #answer(batch: ReadonlyArray<PendingGroup>, before: ReadonlyArray<Outcome>, { groups }: PostAnswers): void {
    this.#pause = 0
    if (groups.length !== batch.length) throw new Error("the wallet service returned a different number of groups")
    for (const [index, group] of batch.entries()) {
      const answer = groups[index]!
      if (answer._tag === "answered") group.end(Effect.succeed(answer.results))
      else if (answer._tag === "unavailable") this.#rest(group, before[index]!, answer)
      else group.end(Effect.dieMessage("the wallet service failed at this command; see its log"))
    }
  }

  /** A growing pause for all while the service is down, so that it is not hammered. */
  #backOff(): void {
    this.#pause = longer(this.#pause)
  }

  /** Puts a group back in line. */
  #again(group: PendingGroup, before: Outcome, outcome: Outcome, detail: string): void {
    group.outcome = before === "unknown" ? "unknown" : outcome
    group.detail = detail
    this.#queue.putBack(group.brand, group)
  }

  /** Puts a group back in line after a pause of its own: the service answers, so the others continue. */
  #rest(group: PendingGroup, before: Outcome, { outcome, detail }: Pick<WalletUnavailable, "outcome" | "detail">) {
    group.outcome = before === "unknown" ? "unknown" : outcome
    group.detail = detail
    group.pause = longer(group.pause)
    this.#resting += 1
    setTimeout(() => {
      this.#resting -= 1
      this.#queue.putBack(group.brand, group)
    }, group.pause)
  }
}

const shortest = 20
const longer = (millis: number): number => Math.min(250, Math.max(shortest, millis * 2))
const sleep = (millis: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, millis))

type Outcome = WalletUnavailable["outcome"]

const noAnswer = ({ detail, outcome }: PendingGroup): GroupEnd =>
  Effect.fail(new WalletUnavailable({ outcome, detail }))

const tooMany: GroupEnd = Effect.fail(
  new WalletUnavailable({ outcome: "not-applied", detail: "too many postings of this brand are waiting" })
)

/** The most characters of a request, well under the route's body limit. */
const maxLength = 256 * 1024

const encodeGroup = Schema.encodeSync(PostBatch.fields.groups)
const readAnswers = Schema.decodeUnknownSync(Schema.parseJson(PostAnswers))

/** A command that the contract does not allow fails its caller alone, not the rest of the batch. */
const encode = (group: ReadonlyArray<Command>): string => {
  if (group.length > maxCommands) throw new RangeError(`a group holds at most ${maxCommands} commands`)
  return JSON.stringify(encodeGroup([group])[0])
}
