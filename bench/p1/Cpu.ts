import { readdirSync, readFileSync } from "node:fs"

/**
 * CPU milliseconds that a process and everything under it have used so far, those that have ended included; NaN where the
 * system does not report it. Unlike speeds it does not change with what else the machine is doing.
 */
export const cpuOf = (pid: number): number => {
  try {
    const processes = readdirSync("/proc")
      .filter((name) => /^\d+$/.test(name))
      .flatMap(statOf)
    const own = new Set([pid])
    for (let size = 0; size < own.size; ) {
      size = own.size
      for (const one of processes) if (own.has(one.parent)) own.add(one.pid)
    }
    return processes.filter((one) => own.has(one.pid)).reduce((sum, { ticks }) => sum + ticks * 10, 0)
  } catch {
    return Number.NaN
  }
}

const statOf = (name: string) => {
  try {
    const text = readFileSync(`/proc/${name}/stat`, "utf8")
    const fields = text.slice(text.lastIndexOf(")") + 2).split(" ")
    const [, parent] = fields
    const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0)
    return [{ pid: Number(name), parent: Number(parent), ticks }]
  } catch {
    // It has ended since the directory was read.
    return []
  }
}
