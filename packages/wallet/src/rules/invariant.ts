/** What the ledger's own code relies on does not hold: a fault of the code or of its data, and nothing is posted. */
export class InvariantBroken extends Error {
  override readonly name = "InvariantBroken"

  constructor(readonly invariant: string) {
    super(`invariant broken, nothing is posted: ${invariant}`)
  }
}

/** Dies with `InvariantBroken` where a named condition does not hold. Stays on in production. */
export const invariant: (holds: boolean, name: string) => asserts holds = (holds, name) => {
  if (!holds) throw new InvariantBroken(name)
}
