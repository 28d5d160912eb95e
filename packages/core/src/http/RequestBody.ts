import type { WireRequest } from "./Wire.js"

/** Whether a message has a body to wait for; HTTP says so in its head. */
export const isExpected = (incoming: WireRequest): boolean => {
  const length = incoming.headers["content-length"]
  return length === undefined ? incoming.headers["transfer-encoding"] !== undefined : length !== "0"
}

/**
 * Collects a body of at most `limit` bytes and returns it in one piece. `limitOf` is asked once the default limit
 * proves too small, so that most requests never pay for it. What is too large is not read on: `tooLarge` is called once,
 * with the limit. A connection that breaks off calls neither.
 */
export const collect = (
  incoming: WireRequest,
  limit: number,
  limitOf: () => number,
  done: (body: Buffer) => void,
  tooLarge: (limit: number) => void
): void => {
  const announced = Number(incoming.headers["content-length"] ?? 0)
  let allowed = announced > limit ? limitOf() : limit
  if (announced > allowed) {
    tooLarge(allowed)
    return
  }
  let body: Buffer | undefined
  let more: Array<Buffer> | undefined
  let size = 0
  const onData = (chunk: Buffer): void => {
    size += chunk.length
    if (size > allowed) allowed = limitOf()
    if (size > allowed) {
      incoming.off("data", onData).off("end", onEnd)
      tooLarge(allowed)
    } else if (body === undefined) {
      body = chunk
    } else {
      more ??= [body]
      more.push(chunk)
    }
  }
  const onEnd = (): void => done(more === undefined ? (body ?? Buffer.alloc(0)) : Buffer.concat(more, size))
  incoming.on("data", onData).on("end", onEnd)
}
