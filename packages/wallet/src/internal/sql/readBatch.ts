import type { BrandKey } from "@croupier/core/Brand"
import type { BrandPolicy } from "../../contract/Policy.js"
import type { Needs } from "../../rules/needs.js"
import type { BrandClock } from "../../rules/Period.js"
import { WorkingSet } from "../posting/WorkingSet.js"
import type { Query } from "./BatchConnection.js"
import { array, fields, text } from "./Composite.js"
import { readGrant } from "./rows/grantLine.js"
import { readReceiving } from "./rows/ReceivingLine.js"
import { readRequest } from "./rows/requestLine.js"
import { readRound } from "./rows/roundLine.js"
import { readTransaction } from "./rows/transactionLine.js"
import { readWallet } from "./rows/walletLine.js"
import { readWithdrawal } from "./rows/withdrawalLine.js"

/** A brand's policy with the version it has in the store; a brand that has said nothing has version 0. */
export interface KnownPolicy {
  readonly version: string
  readonly policy: BrandPolicy
  readonly running?: BrandClock["running"]
}

/** The policies that this process knows, by brand. What is written under an old one is refused by the store. */
export type KnownPolicies = Map<BrandKey, KnownPolicy>

/** What the store holds of what a batch needs, as of one moment. */
export interface Loaded {
  readonly world: WorkingSet
  readonly brands: ReadonlyArray<BrandKey>
  /** The version of each brand's policy, in the order of `brands`. */
  readonly policies: ReadonlyArray<string>
  /** The server process that answered. */
  readonly backend: string
  /** It comes from memory and not from the store. */
  readonly remembered: boolean
}

const statement = `SELECT kind, line FROM croupier_wallet.read_batch(
  $1::text[], $2::bigint[], $3::croupier_wallet.id_name[], $4::croupier_wallet.key_name[],
  $5::croupier_wallet.round_name[], $6::croupier_wallet.id_name[], $7::croupier_wallet.id_name[],
  $8::croupier_wallet.id_name[], $9::croupier_wallet.key_name[], $10::text[], $11::croupier_wallet.id_name[])`

/** Loads what deciding these commands may read, in one round trip. */
export const readBatch = async (
  query: Query,
  wanted: ReadonlyArray<Needs>,
  policies: KnownPolicies
): Promise<Loaded> => {
  const names = namesOf(wanted)
  const brands = [...names.brands]
  const versions = () => brands.map((brand) => policies.get(brand)?.version ?? "0")
  const { brands: _, ...rest } = names
  const rows = await query(statement, [
    array(brands),
    `{${versions().join()}}`,
    ...Object.values(rest).map((lines) => array([...lines]))
  ])
  const world = new WorkingSet(0)
  let backend = ""
  for (const [kind, line] of rows as ReadonlyArray<readonly [string, string]>) {
    if (kind === "clock") {
      const [now, pid] = fields(line)
      world.now = Number(now)
      backend = pid!
    } else if (kind === "policy") {
      const [brand, version, policy, running] = fields(line)
      policies.set(brand as BrandKey, {
        version: version!,
        policy: JSON.parse(policy!) as BrandPolicy,
        running: running == null ? undefined : (JSON.parse(running) as NonNullable<BrandClock["running"]>)
      })
    } else put[kind]!(world, line)
  }
  for (const brand of brands) {
    const policy = policies.get(brand)
    if (policy !== undefined) world.putPolicy(brand, policy.policy, policy.running)
  }
  return { world, brands, policies: versions(), backend, remembered: false }
}

/** How a line of each kind comes into the world. */
const put: Readonly<Record<string, (world: WorkingSet, line: string) => void>> = {
  wallet: (world, line) => world.putWallet(readWallet(line)),
  transaction: (world, line) => world.putTransaction(readTransaction(line)),
  round: (world, line) => world.putRound(readRound(line)),
  grant: (world, line) => world.putGrant(readGrant(line)),
  request: (world, line) => world.putRequest(readRequest(line)),
  withdrawal: (world, line) => world.putWithdrawal(readWithdrawal(line)),
  reference: (world, line) => {
    const [brand, reference] = fields(line)
    world.putReference(brand!, reference!)
  },
  receiving: (world, line) => {
    const [account, announced] = readReceiving(line)
    world.putReceiving(account)
    world.putAnnounced(account.brand, account.id, announced)
  }
}

const namesOf = (wanted: ReadonlyArray<Needs>) => {
  const names = {
    brands: new Set<BrandKey>(),
    wallets: new Set<string>(),
    keys: new Set<string>(),
    rounds: new Set<string>(),
    grants: new Set<string>(),
    requests: new Set<string>(),
    withdrawals: new Set<string>(),
    references: new Set<string>(),
    receiving: new Set<string>(),
    today: new Set<string>()
  }
  const own = (brand: BrandKey, id: string | null, into: Set<string>) => id !== null && into.add(`(${brand},${id})`)
  for (const { brand, grant, keys, receiving, reference, request, round, today, wallet, withdrawal } of wanted) {
    names.brands.add(brand)
    own(brand, wallet, names.wallets)
    own(brand, grant, names.grants)
    own(brand, request, names.requests)
    own(brand, withdrawal, names.withdrawals)
    own(brand, reference, names.references)
    if (receiving) names.receiving.add(brand)
    if (today) own(brand, wallet, names.today)
    for (const key of keys) names.keys.add(`(${brand},${text(key)})`)
    if (round !== null && wallet !== null) {
      names.rounds.add(`(${brand},${wallet},${text(round.provider)},${text(round.id)})`)
    }
  }
  return names
}
