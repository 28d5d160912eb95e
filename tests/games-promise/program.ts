import { createServer } from "node:http"
import { type EmbeddedKey, openGames } from "@croupier/game/promise"
import { openPlayers } from "@croupier/player/promise"
import { openWallet, transactionKey } from "@croupier/wallet/promise"

/** A provider with which this app has an account. */
export interface Provider {
  readonly baseUrl: string
  readonly publicKey: string
  readonly connect: (operator: { readonly publicKey: string; readonly callbackPath: string }) => Promise<void>
  /** What a player does who opened the address of a launch. */
  readonly play: (url: string) => Promise<void>
}

/** `keys` are the app's own: each is an id and 32 bytes in base64, kept for as long as the data. */
export const program = async (databaseUrl: string, keys: ReadonlyArray<EmbeddedKey>, port: number, hub88: Provider) => {
  const wallet = await openWallet({ databaseUrl, brand: { key: "isle", currencies: ["EUR"] } })
  const players = await openPlayers({ databaseUrl, brand: "isle", keys, gate: wallet })
  const games = await openGames({ databaseUrl, brand: "isle", keys, wallet, players, allowLoopback: true })
  const server = createServer(games.callbacks).listen(port)

  const of = { provider: "hub88", operatorId: "isle", country: "MT" }
  await hub88.connect(
    await games.issueCredential({ ...of, baseUrl: hub88.baseUrl, providerPublicKey: hub88.publicKey })
  )
  const starlight = { provider: "hub88", code: "starlight", name: "Starlight", category: "slots" } as const
  await games.putGames({ games: [{ ...starlight, currencies: [] }] })

  const { accessToken } = await players.register({
    username: "lucky.kim",
    password: "three-quiet-otters",
    profile: { name: "Kim Minsu", birthDate: "1990-05-17" },
    client: { address: "203.0.113.7", device: null }
  })
  const player = await players.verify(accessToken)
  const from = { kind: "bank", sub: "main" } as const
  await wallet.deposit({ wallet: player.player, key: transactionKey("bank", "1"), amount: "20", from })
  const { url } = await games.launch({ player, provider: "hub88", code: "starlight", platform: "mobile", lang: "en" })
  await hub88.play(url)
  const { cash } = await wallet.balance(player.player)

  await new Promise((closed) => server.close(closed))
  await games.close()
  await players.close()
  await wallet.close()
  return { url, cash }
}
