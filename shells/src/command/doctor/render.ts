import type { Finding } from "./Finding.js"

const marks = { ok: "ok     ", warning: "warning", fault: "FAULT  " } as const

/** How many there are of each. */
export const countOf = (findings: ReadonlyArray<Finding>, status: Finding["status"]): number =>
  findings.filter((finding) => finding.status === status).length

/** A line for each finding, under it its fix, and a last line that counts. */
export const renderFindings = (findings: ReadonlyArray<Finding>): string =>
  [
    ...findings.flatMap(({ check, found, remedy, status }) => [
      `${marks[status]}  ${check.padEnd(24)}  ${found}`,
      ...(remedy === null ? [] : [`         ${"".padEnd(24)}  fix: ${remedy}`])
    ]),
    "",
    `${countOf(findings, "fault")} faults, ${countOf(findings, "warning")} warnings, ${countOf(findings, "ok")} checks in order`
  ].join("\n")
