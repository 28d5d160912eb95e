import type { BrandKey, Timezone } from "@croupier/core/Brand"
import { HashMap, Record, Schema } from "effect"
import { Campaign } from "../../contract/Campaign.js"
import type { CampaignRecord } from "../../rules/State.js"

/** The columns of a campaign, for every statement that reads one. */
export const campaignColumns = "brand_id, version, state, campaign, timezone, from_at, until_at, spent, receivers"

/** A campaign as it is stored. */
export interface CampaignRow {
  readonly brand_id: BrandKey
  readonly version: number
  readonly state: CampaignRecord["state"]
  readonly campaign: unknown
  readonly timezone: Timezone
  readonly from_at: Date
  readonly until_at: Date | null
  readonly spent: Readonly<Record<string, string>>
  readonly receivers: number
}

const decode = Schema.decodeUnknownSync(Campaign)

/** A campaign as JSON text. */
export const campaignText = Schema.encodeSync(Schema.parseJson(Campaign))

export const toRecord = (row: CampaignRow): CampaignRecord => ({
  brand: row.brand_id,
  campaign: decode(row.campaign),
  version: row.version,
  state: row.state,
  timezone: row.timezone,
  from: row.from_at.getTime(),
  until: row.until_at?.getTime() ?? null,
  spent: HashMap.fromIterable(Object.entries(row.spent).map(([code, units]) => [code, BigInt(units)])),
  receivers: row.receivers
})

/** What a campaign has given, as JSON text. */
export const spentText = ({ spent }: Pick<CampaignRecord, "spent">): string =>
  JSON.stringify(Record.map(Object.fromEntries(HashMap.entries(spent)), String))
