/** Writes `.env.compose.local` from the example with fresh secrets, readable by its owner only; never over one that is there. */
import { generateKeyPairSync, randomBytes } from "node:crypto"
import { readFileSync, writeFileSync } from "node:fs"

const example = new URL("../.env.compose.example", import.meta.url)
const local = new URL("../.env.compose.local", import.meta.url)

const password = () => randomBytes(32).toString("hex")
const wrappingKeys = () => {
  const id = new Date().toISOString().slice(0, 7)
  return `'${JSON.stringify([{ id, key: randomBytes(32).toString("base64") }])}'`
}
const serviceKey = () => {
  const { privateKey } = generateKeyPairSync("ed25519")
  return `"${privateKey.export({ type: "pkcs8", format: "pem" }).trim().replaceAll("\n", "\\n")}"`
}

const secrets = {
  POSTGRES_PASSWORD: password,
  DATABASE_PASSWORD_AGENT: password,
  DATABASE_PASSWORD_AGENT_WORKER: password,
  DATABASE_PASSWORD_CONFIG: password,
  DATABASE_PASSWORD_GAME: password,
  DATABASE_PASSWORD_GATEWAY: password,
  DATABASE_PASSWORD_PLAYER: password,
  DATABASE_PASSWORD_PLAYER_WORKER: password,
  DATABASE_PASSWORD_ROLLING: password,
  DATABASE_PASSWORD_ROLLING_WORKER: password,
  DATABASE_PASSWORD_SPAN: password,
  DATABASE_PASSWORD_WALLET: password,
  DATABASE_PASSWORD_WALLET_WORKER: password,
  REDIS_PASSWORD: password,
  CROUPIER_KEYS: wrappingKeys,
  CROUPIER_SERVICE_KEYS: serviceKey
}

const text = Object.entries(secrets).reduce(
  (text, [name, make]) => {
    const empty = `\n${name}=\n`
    if (!text.includes(empty)) throw new Error(`.env.compose.example has no empty ${name}`)
    return text.replace(empty, () => `\n${name}=${make()}\n`)
  },
  readFileSync(example, "utf8")
)

try {
  writeFileSync(local, text, { mode: 0o600, flag: "wx" })
  console.log("wrote .env.compose.local")
} catch (error) {
  if (error.code !== "EEXIST") throw error
  console.error(
    ".env.compose.local already exists: its keys decrypt the stored data of the stack, so the file is unchanged"
  )
  process.exit(1)
}
