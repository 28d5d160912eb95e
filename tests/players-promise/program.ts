import { type EmbeddedKey, openPlayers } from "@croupier/player/promise"
import { openWallet } from "@croupier/wallet/promise"

/** `keys` are the app's own: each is an id and 32 bytes in base64, kept for as long as the data. */
export const program = async (databaseUrl: string, keys: ReadonlyArray<EmbeddedKey>) => {
  const wallet = await openWallet({ databaseUrl, brand: { key: "isle", currencies: ["EUR"] } })
  const players = await openPlayers({ databaseUrl, brand: "isle", keys, gate: wallet })
  const { accessToken, player } = await players.register({
    username: "lucky.kim",
    password: "three-quiet-otters",
    profile: { name: "Kim Minsu", birthDate: "1990-05-17" },
    client: { address: "203.0.113.7", device: null }
  })
  const owner = await players.verify(accessToken)
  await players.exclude({ player: player.id, length: "24-hours" })
  const { blocks } = await wallet.gate(player.id)
  await players.close()
  await wallet.close()
  return { owner, player, blocked: blocks.map(({ scope }) => scope) }
}
