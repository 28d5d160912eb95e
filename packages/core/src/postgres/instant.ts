/** An instant, in milliseconds of the epoch, as text that PostgreSQL reads. */
export const instant = (millis: number | null): string | null =>
  millis === null ? null : new Date(millis).toISOString()
