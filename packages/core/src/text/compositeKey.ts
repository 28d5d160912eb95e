import { Schema } from "effect"

/**
 * One text for several, such that no two lists of parts share it, whatever the parts hold: for keys of maps, HMACs and locks.
 * Joining with a separator does not promise that.
 */
export const compositeKey = (...parts: ReadonlyArray<string | number>): string => JSON.stringify(parts)

/** The parts of a key that was made of texts. */
export const keyParts = (key: string): ReadonlyArray<string> => decodeParts(key)

const decodeParts = Schema.decodeSync(Schema.parseJson(Schema.Array(Schema.String)))
