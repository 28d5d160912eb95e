/** What went wrong at the bottom of a failure, in one line: the server's own words rather than the wrapper's. */
export const reasonOf = (failure: unknown): string => {
  if (failure instanceof AggregateError) return failure.errors.map(reasonOf).join(", ")
  if (!(failure instanceof Error)) return String(failure)
  return failure.cause === undefined ? failure.message : reasonOf(failure.cause)
}
