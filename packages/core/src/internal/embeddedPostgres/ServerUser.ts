import { readFileSync, statSync } from "node:fs"
import { dirname } from "node:path"

/** The unprivileged account that the server's programs run under. */
export interface ServerUser {
  readonly name: string
  readonly uid: number
  readonly gid: number
}

/**
 * PostgreSQL refuses to run as root, and `initdb` wants an account with an entry in `/etc/passwd`, so a bare number will
 * not do. As root we take the account `postgres` where there is one and `nobody` otherwise: making an account on someone else's
 * machine would be worse. Not as root (and on Windows): undefined, the server runs under our own account.
 */
export const serverUser = (): ServerUser | undefined => {
  if (process.getuid?.() !== 0) return undefined
  const accounts = readFileSync("/etc/passwd", "utf8").split("\n").map(parseAccount)
  const user = ["postgres", "nobody"].map((name) => accounts.find((account) => account.name === name)).find(Boolean)
  if (user === undefined)
    throw new Error("no account `postgres` or `nobody` to run PostgreSQL under: start as a user other than root")
  return user
}

/** Whether the account can walk to `path`: every directory above it can be entered. */
export const canReach = (user: ServerUser | undefined, path: string): boolean => {
  if (user === undefined) return true
  for (let directory = dirname(path); ; directory = dirname(directory)) {
    if (!canPass(user, directory)) return false
    if (directory === dirname(directory)) return true
  }
}

const canPass = (user: ServerUser, directory: string): boolean => {
  const { mode, uid, gid } = statSync(directory)
  if (uid === user.uid) return (mode & 0o100) !== 0
  return (mode & (gid === user.gid ? 0o010 : 0o001)) !== 0
}

const parseAccount = (line: string): ServerUser => {
  const [name = "", , uid, gid] = line.split(":")
  return { name, uid: Number(uid), gid: Number(gid) }
}
