import { BrandKey } from "@croupier/core/Brand"
import { Either, Schema } from "effect"

/** The newest link of a brand's chain at one time: a copy kept elsewhere proves whether anything before it changed. */
export interface Head {
  readonly brand: BrandKey
  readonly number: bigint
  /** SHA-256, hexadecimal. */
  readonly hash: string
}

/** `<brand>:<number>:<hash>`, as the log has it and `verify-ledger --head` takes it. */
export const renderHead = ({ brand, hash, number }: Head): string => `${brand}:${number}:${hash}`

/** Reads a head; the left is one sentence for the operator. */
export const parseHead = (text: string): Either.Either<Head, string> => {
  const [, brand, number, hash] = /^([^:]*):([1-9][0-9]{0,17}):([0-9a-f]{64})$/.exec(text) ?? []
  return number !== undefined && hash !== undefined && isBrand(brand)
    ? Either.right({ brand, number: BigInt(number), hash })
    : Either.left(`"${text}" is no head of a chain: <brand>:<number>:<hash>, as the log says it`)
}

const isBrand = Schema.is(BrandKey)
