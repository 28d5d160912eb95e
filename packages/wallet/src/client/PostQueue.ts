import { Effect, Schema } from "effect"
import type { Command } from "../contract/Command.js"
import { maxCommands, PostAnswers, PostBatch } from "../contract/PostBatch.js"
import { WalletUnavailable } from "../contract/Wallet.js"
import { Deadlines } from "../posting/Deadlines.js"
import { NoReply, type Reply } from "./Connection.js"
import { type GroupEnd, PendingGroup } from "./PendingGroup.js"
import { onlyUnavailable, problemOf } from "./Reply.js"

/** How a queue gathers, in milliseconds and commands. */
export interface PostQueueOptions {
  readonly deadline: number
  readonly maxBatch: number
}

/** Sends a batch's JSON with so many milliseconds of patience. */
export type SendBatch = (body: string, patience: number) => Promise<Reply>

/**
 * Posts the groups of its players, one request at a time: what is asked for meanwhile goes together in the next one. No
 * timer, so a lone caller waits for nobody. What got no answer is sent again, under the same keys, until its deadline.
 */
export class PostQueue {
  private waiting: Array<PendingGroup> = []
  private readonly deadlines: Deadlines<PendingGroup>
  private running: Promise<void> | undefined
  private pause = 0

  constructor(
    private readonly send: SendBatch,
    private readonly options: PostQueueOptions
  ) {
    this.deadlines = new Deadlines(options.deadline, (group) => group.end(noAnswer(group)))
  }

  /** Posts a group. Whoever asks may be interrupted; what was asked for is posted all the same. */
  submit(group: ReadonlyArray<Command>): GroupEnd {
    return Effect.suspend(() => {
      const json = encode(group)
      return Effect.async((resume) => {
        const pending = new PendingGroup(json, group.length, Date.now() + this.options.deadline, (end) => {
          this.deadlines.delete(pending)
          resume(end)
        })
        this.deadlines.add(pending)
        this.waiting.push(pending)
        this.running ??= this.run()
      })
    })
  }

  /** Resolves when nobody waits any more. */
  async idle(): Promise<void> {
    while (this.running !== undefined) await this.running
  }

  private async run(): Promise<void> {
    while (this.waiting.length > 0) {
      const batch = this.next()
      if (batch.length > 0) await this.post(batch)
      if (this.pause > 0) await new Promise((resolve) => setTimeout(resolve, this.pause))
      else await new Promise((resolve) => setImmediate(resolve))
    }
    this.running = undefined
  }

  private next(): ReadonlyArray<PendingGroup> {
    const batch: Array<PendingGroup> = []
    let taken = 0
    let [size, length] = [0, 0]
    const now = Date.now()
    for (const group of this.waiting) {
      // Too late to be sent once more: what is known of it now is the truth, and stays so.
      if (group.deadline <= now) group.end(noAnswer(group))
      if (!group.ended) {
        const fits = size + group.size <= this.options.maxBatch && length + group.json.length <= maxLength
        if (batch.length > 0 && !fits) break
        batch.push(group)
        size += group.size
        length += group.json.length
      }
      taken += 1
    }
    this.waiting = this.waiting.slice(taken)
    return batch
  }

  private async post(batch: ReadonlyArray<PendingGroup>): Promise<void> {
    const patience = Math.max(...batch.map((group) => group.deadline)) - Date.now()
    const before = batch.map((group) => group.outcome)
    for (const group of batch) group.outcome = "unknown"
    try {
      const reply = await this.send(`{"groups":[${batch.map((group) => group.json).join()}]}`, patience)
      const problem = problemOf(reply)
      if (problem === undefined) return this.answer(batch, before, readAnswers(reply.body))
      const { detail, outcome } = onlyUnavailable(problem)
      for (const [index, group] of batch.entries()) this.again(group, before[index]!, outcome, detail)
    } catch (cause) {
      for (const [index, group] of batch.entries()) {
        if (cause instanceof NoReply) this.again(group, before[index]!, cause.outcome, cause.message)
        else group.end(Effect.die(cause))
      }
    }
  }

  private answer(batch: ReadonlyArray<PendingGroup>, before: ReadonlyArray<Outcome>, { groups }: PostAnswers): void {
    this.pause = 0
    if (groups.length !== batch.length) throw new Error("the wallet service answered another number of groups")
    for (const [index, group] of batch.entries()) {
      const answer = groups[index]!
      if (answer._tag === "answered") group.end(Effect.succeed(answer.results))
      else if (answer._tag === "unavailable") this.again(group, before[index]!, answer.outcome, answer.detail)
      else group.end(Effect.dieMessage("the wallet service failed at this command; its log says why"))
    }
  }

  /** Puts a group back in line, after a growing pause: who is down is not hammered. */
  private again(group: PendingGroup, before: Outcome, outcome: Outcome, detail: string): void {
    group.outcome = before === "unknown" ? "unknown" : outcome
    group.detail = detail
    this.pause = Math.min(250, Math.max(20, this.pause * 2))
    this.waiting.push(group)
  }
}

type Outcome = WalletUnavailable["outcome"]

const noAnswer = ({ detail, outcome }: PendingGroup): GroupEnd =>
  Effect.fail(new WalletUnavailable({ outcome, detail }))

/** The most characters of a request, well under the route's body limit. */
const maxLength = 256 * 1024

const encodeGroup = Schema.encodeSync(PostBatch.fields.groups)
const readAnswers = Schema.decodeUnknownSync(Schema.parseJson(PostAnswers))

/** A command that the contract does not allow is a fault of its caller, and of nobody else in the batch. */
const encode = (group: ReadonlyArray<Command>): string => {
  if (group.length > maxCommands) throw new RangeError(`a group holds at most ${maxCommands} commands`)
  return JSON.stringify(encodeGroup([group])[0])
}
