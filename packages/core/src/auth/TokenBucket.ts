/** A number of tries at once, and one more each `refillMillis`; both whole numbers. */
export interface BucketSize {
  readonly capacity: number
  readonly refillMillis: number
}

/** A bucket is the time, in milliseconds, at which it will be full again; whole numbers, so nothing is lost by rounding. */
export type Bucket = number

/** Takes one try. `wait` is 0, or the milliseconds until there is one; then nothing was taken. */
export const take = (
  { capacity, refillMillis }: BucketSize,
  bucket: Bucket,
  now: number
): { readonly bucket: Bucket; readonly wait: number } => {
  const fullAt = Math.max(bucket, now) + refillMillis
  const wait = fullAt - now - capacity * refillMillis
  return wait <= 0 ? { bucket: fullAt, wait: 0 } : { bucket, wait }
}
