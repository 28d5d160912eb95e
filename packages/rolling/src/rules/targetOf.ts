/** The turnover that a base asks for, by a multiplier in hundredths, rounded half up to a ledger unit. */
export const targetOf = (base: bigint, multiplier: number): bigint => (base * BigInt(multiplier) + 50n) / 100n
