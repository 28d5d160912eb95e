import { existsSync, readFileSync } from "node:fs"
import { symlink } from "node:fs/promises"
import { dirname, join, relative } from "node:path"

/**
 * Makes the links that a package of server binaries lists in `pg-symlinks.json`, where they are missing; others may do the
 * same at the same time. False when the place is read-only.
 */
export const makeLinks = async (native: string): Promise<boolean> => {
  for (const { source, target } of missingLinks(native)) {
    try {
      await symlink(relative(dirname(target), source), target)
    } catch (cause) {
      if (isReadOnly(cause)) return false
      if (!hasCode(cause, "EEXIST")) throw cause
    }
  }
  return true
}

interface Link {
  readonly source: string
  readonly target: string
}

const missingLinks = (native: string): ReadonlyArray<Link> => {
  const list = join(native, "pg-symlinks.json")
  if (!existsSync(list)) return []
  const links = JSON.parse(readFileSync(list, "utf8")) as ReadonlyArray<Link>
  const inside = (path: string) => join(native, relative("native", path))
  return links
    .map(({ source, target }) => ({ source: inside(source), target: inside(target) }))
    .filter(({ target }) => !existsSync(target))
}

const isReadOnly = (cause: unknown): boolean => ["EROFS", "EACCES", "EPERM"].some((code) => hasCode(cause, code))

const hasCode = (cause: unknown, code: string): boolean =>
  cause instanceof Error && "code" in cause && cause.code === code
