import { it } from "@effect/vitest"

/**
 * Test files share a process, and with it the one `it` there is, whose methods `layer` overwrites with those of its
 * services. Every file begins with the methods as they were.
 */
declare global {
  var pristineIt: Readonly<Record<string, unknown>> | undefined
}

globalThis.pristineIt ??= { ...it }
Object.assign(it, globalThis.pristineIt)
