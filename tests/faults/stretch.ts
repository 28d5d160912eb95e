import { cpus, loadavg } from "node:os"

/**
 * How many times longer everything may take than on an idle machine, 1 to 4: leases, attempts and patience that are short for
 * the sake of quick seeds would otherwise end while a process only waits for a processor.
 */
export const stretch = (): number => Math.min(4, Math.max(1, (loadavg()[0] ?? 0) / cpus().length / 1.5))
