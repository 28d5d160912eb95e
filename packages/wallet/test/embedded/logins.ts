import { randomUUID } from "node:crypto"
import { administer } from "@croupier/core/postgres/Administrator"
import { Effect, Redacted } from "effect"

/** A login of the server under test, and its URL. */
export interface Login {
  readonly name: string
  readonly url: string
}

/** Makes a login with these attributes for the length of the scope; `role` in `then` is replaced by its name. */
export const login = (administratorUrl: Redacted.Redacted, attributes = "", then = "") =>
  Effect.acquireRelease(
    Effect.gen(function* () {
      const name = `app_${randomUUID().slice(0, 8)}`
      const sql = `CREATE ROLE ${name} LOGIN ${attributes} PASSWORD 'x'; ${then.replaceAll("role", name)}`
      yield* administer(administratorUrl, (query) => query(sql))
      const url = Object.assign(new URL(Redacted.value(administratorUrl)), { username: name, password: "x" })
      return { name, url: url.href } satisfies Login
    }),
    ({ name }) =>
      Effect.orDie(
        administer(administratorUrl, (query) =>
          query(`REASSIGN OWNED BY ${name} TO CURRENT_USER; DROP OWNED BY ${name}; DROP ROLE ${name}`)
        )
      )
  )
