import { createHash, createHmac, pbkdf2Sync, randomBytes } from "node:crypto"
import { Redacted } from "effect"

const iterations = 4096

/** What PostgreSQL stores of a password (RFC 5802, SCRAM-SHA-256). Setting this instead keeps the password out of its logs. */
export const scramVerifier = (password: Redacted.Redacted): string => {
  const salt = randomBytes(16)
  const salted = pbkdf2Sync(Redacted.value(password).normalize("NFKC"), salt, iterations, 32, "sha256")
  const key = (label: string) => createHmac("sha256", salted).update(label).digest()
  const stored = createHash("sha256").update(key("Client Key")).digest("base64")
  return `SCRAM-SHA-256$${iterations}:${salt.toString("base64")}$${stored}:${key("Server Key").toString("base64")}`
}
