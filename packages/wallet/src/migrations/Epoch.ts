/**
 * SQL for a `timestamptz` from milliseconds of the epoch, and back. Text and not functions: a function that pins its
 * `search_path` is never inlined, which would cost a call for each row of a posting.
 */
export const instant = (millis: string): string => `to_timestamp(${millis} / 1000.0::float8)`
export const millis = (instant: string): string => `(date_part('epoch', ${instant}) * 1000)::bigint`
