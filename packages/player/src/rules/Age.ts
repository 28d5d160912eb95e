/** The calendar day, `YYYY-MM-DD`, that it is in a timezone at an instant (milliseconds of the epoch). */
export const dayIn = (timezone: string, now: number): string =>
  new Intl.DateTimeFormat("en-CA", { timeZone: timezone, year: "numeric", month: "2-digit", day: "2-digit" }).format(
    new Date(now)
  )

/** Age in whole years on a day; both days are `YYYY-MM-DD`. A birthday on 29 February counts as 1 March. */
export const ageOn = (birthDate: string, day: string): number =>
  Number(day.slice(0, 4)) - Number(birthDate.slice(0, 4)) - (day.slice(5) < birthDate.slice(5) ? 1 : 0)
