import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"
import { AgentServiceApi } from "@croupier/agent/contract"
import * as ApiDocument from "@croupier/core/http/ApiDocument"
import { GameServiceApi } from "@croupier/game/contract"
import * as MergedApi from "@croupier/gateway/MergedApi"
import { PlayerServiceApi } from "@croupier/player/contract"
import { RollingServiceApi } from "@croupier/rolling/contract"
import { WalletServiceApi } from "@croupier/wallet/contract"
import openapiTS, { astToString } from "openapi-typescript"
import { expect, it } from "vitest"

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))))

/** The services in the gateway's order, which decides about schemas of the same name. */
const documents = new Map([
  ["player_service", ApiDocument.make(PlayerServiceApi, "")],
  ["wallet_service", ApiDocument.make(WalletServiceApi, "")],
  ["game_service", ApiDocument.make(GameServiceApi, "")],
  ["rolling_service", ApiDocument.make(RollingServiceApi, "")],
  ["agent_service", ApiDocument.make(AgentServiceApi, "")]
])

it("the client's types are those of the gateway's document (npm run client:types regenerates them)", async () => {
  const types = astToString(
    await openapiTS(JSON.stringify(MergedApi.merge(documents)), { immutable: true, alphabetize: true })
  )
  const text = `// Written by \`npm run client:types\` from the OpenAPI document of the public API.\n${types}`
  await expect(text).toMatchFileSnapshot(join(root, "packages/client/src/schema.ts"))
})
