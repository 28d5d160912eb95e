import { uuidv7 } from "@croupier/core/Ids"
import { provider } from "../../contract/TransactionKey.js"

/** A new id for a wallet, a deposit request, a withdrawal or a grant: a UUID, ordered by time. */
export const newId = (): string => uuidv7(Date.now())

/**
 * The key of a command by where it comes from and what it is called there: the same two always give the same key. `source`
 * is 1 or more of a-z, 0-9 and -; `id` is any text.
 */
export const transactionKey = (source: string, id: string): string => provider(source, "money", id)
