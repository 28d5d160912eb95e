import { it } from "@effect/vitest"
import { afterEach } from "vitest"

/**
 * Test files share a process, and with it the one `it` there is: `layer` overwrites its methods with those of its
 * services. Every file begins with the methods as they were.
 */
declare global {
  var pristineIt: Readonly<Record<string, unknown>> | undefined
}

globalThis.pristineIt ??= { ...it }
Object.assign(it, globalThis.pristineIt)

/** The real one, whatever a test makes of the clock. */
const immediately = setImmediate

// Properties in memory never wait, one test after the other: after a minute without a turn of the event loop in which to hear
// the main process, vitest calls the run failed.
afterEach(() => new Promise((resolve) => immediately(resolve)))
