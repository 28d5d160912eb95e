import type { Actor } from "@croupier/core/Actor"

/** An actor in one column: `<kind>:<id>`. */
export const actorText = ({ id, kind }: Actor): string => `${kind}:${id}`

/** Reads it back. */
export const readActor = (column: string): Actor => {
  const colon = column.indexOf(":")
  return { kind: column.slice(0, colon) as Actor["kind"], id: column.slice(colon + 1) }
}
