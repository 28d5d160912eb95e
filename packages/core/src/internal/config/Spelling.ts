/**
 * The name that was probably intended: the nearest of `known` to a name that is none of them, or none where the nearest differs
 * in more than a typing error. Letter case and `-` for `_` are ignored; short names have to agree in all else.
 */
export const nearest = (given: string, known: Iterable<string>): string | undefined => {
  const name = normal(given)
  let best: { readonly name: string; readonly slips: number } | undefined
  for (const candidate of known) {
    const allowed = candidate.length >= 12 ? 2 : candidate.length >= 8 ? 1 : 0
    if (Math.abs(candidate.length - name.length) > allowed) continue
    const slips = distance(name, candidate)
    if (slips <= allowed && (best === undefined || slips < best.slips)) best = { name: candidate, slips }
  }
  return best?.name
}

const normal = (name: string): string => name.toUpperCase().replaceAll("-", "_")

/** Letters inserted, left out, replaced or swapped with the next one (optimal string alignment distance). */
const distance = (a: string, b: string): number => {
  let before: ReadonlyArray<number> = []
  let above = Array.from({ length: b.length + 1 }, (_, column) => column)
  for (let row = 1; row <= a.length; row++) {
    const line = [row]
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1]
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]
      line[column] = Math.min(
        line[column - 1]! + 1,
        above[column]! + 1,
        above[column - 1]! + (same ? 0 : 1),
        swapped ? before[column - 2]! + 1 : Number.POSITIVE_INFINITY
      )
    }
    before = above
    above = line
  }
  return above[b.length]!
}
