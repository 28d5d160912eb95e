import { ProblemError } from "./Problem.js"

/** What a call of the client resolves to. */
export interface Answer {
  readonly data?: unknown
  readonly error?: unknown
  readonly response: Response
}

/** What a call has where it succeeds. */
export type DataOf<A extends Answer> =
  Exclude<A["data"], undefined> extends never ? undefined : Exclude<A["data"], undefined>

/** What a call has where it fails: one of the route's problems. */
export type ProblemOf<A extends Answer> = Exclude<A["error"], undefined>

/**
 * The data of a call; rejects with a `ProblemError` where it failed.
 *
 * @example
 * const { cash } = await dataOf(client.GET("/api/wallet/balance"))
 */
export const dataOf = async <A extends Answer>(call: Promise<A>): Promise<DataOf<A>> => {
  const { data, error, response } = await call
  if (!response.ok) throw new ProblemError(error as ProblemOf<A>, response)
  return data as DataOf<A>
}
