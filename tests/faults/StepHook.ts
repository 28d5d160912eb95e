import { writeSync } from "node:fs"
import type { Pool, PoolClient } from "pg"
import type { Order } from "./steps.js"

/** Triggers once, at the step that was ordered last. It is between the product and its stores and changes nothing. */
export class StepHook {
  #order: Order | undefined

  arm(order: Order | undefined): void {
    this.#order = order
  }

  /** Watches every statement on the pool's connections. */
  watchPool(pool: Pool): void {
    const watched = new WeakSet<PoolClient>()
    pool.on("acquire", (client) => {
      if (watched.has(client)) return
      watched.add(client)
      this.watch(client, "query", (given) => textOf(given[0]))
    })
  }

  /** Watches a method with commands as calls: `name` gets which. Its answer is a promise, or the last argument is called. */
  watch(target: object, method: string, name: (given: ReadonlyArray<unknown>) => string): void {
    const original: unknown = Reflect.get(target, method)
    if (typeof original !== "function") throw new Error(`no method ${method}`)
    const watched = (...given: Array<unknown>): unknown => {
      const command = name(given)
      this.#reached(command, "before")
      const callback = given.at(-1)
      if (typeof callback === "function") {
        given[given.length - 1] = (...answer: ReadonlyArray<unknown>) => {
          this.#answered(command, answer[1])
          return Reflect.apply(callback, undefined, answer)
        }
      }
      const answer: unknown = Reflect.apply(original, target, given)
      setImmediate(() => this.#reached(command, "sent"))
      // Next to the answer: a promise in its place would have an unhandled rejection.
      if (answer instanceof Promise) answer.then((value: unknown) => this.#answered(command, value), noAnswer)
      return answer
    }
    Reflect.set(target, method, watched)
  }

  #answered(command: string, answer: unknown): void {
    if (!isNothing(answer)) this.#reached(command, "answered")
  }

  #reached(command: string, when: string): void {
    if (this.#order === undefined) return
    const { step, strike } = this.#order
    if (step.when !== when || !command.includes(step.command)) return
    this.#order = undefined
    // Both at once: nothing of ours runs between the report and the end.
    writeSync(4, "struck\n")
    process.kill(process.pid, strike)
  }
}

const noAnswer = (): void => undefined

const textOf = (query: unknown): string => {
  if (typeof query === "string") return query
  return typeof query === "object" && query !== null && "text" in query ? String(query.text) : ""
}

/** A tick that made nothing: its relay has nothing to do next. */
const isNothing = (answer: unknown): boolean => {
  if (typeof answer !== "object" || answer === null || !("rows" in answer) || !Array.isArray(answer.rows)) return false
  const [row]: ReadonlyArray<unknown> = answer.rows
  return typeof row === "object" && row !== null && "made" in row && row.made === 0n
}
