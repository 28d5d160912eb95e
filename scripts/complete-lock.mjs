// Adds to package-lock.json the optional platform binaries that npm left out because its registry did not have them when
// the lock was made. `npm ci` of npm 11 refuses a lock without them, and on their platforms nothing would be installed.
import { readFileSync, writeFileSync } from "node:fs"

const lock = JSON.parse(readFileSync("package-lock.json", "utf8"))
const present = new Set(Object.keys(lock.packages).map((path) => path.slice(path.lastIndexOf("node_modules/") + 13)))

/** What a name such as `@rollup/rollup-linux-arm64-musl` says about the machines it is for. */
const platform = (name) => {
  const [, os, cpu, abi] =
    /-(android|darwin|freebsd|linux|openbsd|openharmony|win32)-(arm64|arm|x64|ia32|loong64|ppc64|riscv64|s390x)(?:-(\w+))?$/.exec(
      name
    ) ?? []
  if (os === undefined) throw new Error(`${name} is optional and not in the lock, and its name tells no platform`)
  const libc = os === "linux" && abi !== undefined ? { libc: [abi.startsWith("musl") ? "musl" : "glibc"] } : {}
  return { cpu: [cpu], ...libc, os: [os] }
}

const added = {}
for (const { optionalDependencies = {}, dev } of Object.values(lock.packages)) {
  for (const [name, version] of Object.entries(optionalDependencies)) {
    if (present.has(name)) continue
    const { cpu, libc, os } = platform(name)
    added[`node_modules/${name}`] = {
      version,
      cpu,
      ...(dev ? { dev } : {}),
      ...(libc ? { libc } : {}),
      optional: true,
      os
    }
  }
}
const [rootEntry, ...others] = Object.entries({ ...lock.packages, ...added })
lock.packages = Object.fromEntries([rootEntry, ...others.sort(([a], [b]) => a.localeCompare(b, "en"))])
writeFileSync("package-lock.json", `${JSON.stringify(lock, null, 2)}\n`)
console.log(`${Object.keys(added).length} entries added`)
