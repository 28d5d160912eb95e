import { newId, openWallet, Refused, transactionKey } from "@croupier/wallet/promise"

const databaseUrl = process.env.DATABASE_URL
const wallet = await openWallet({
  ...(databaseUrl ? { databaseUrl } : { memory: true as const }),
  brand: { key: "mybrand", currencies: ["EUR"], timezone: "Europe/Malta" }
})

const player = newId()
const key = (id: string) => transactionKey("mygames", `${player} ${id}`)
const play = {
  wallet: player,
  round: { provider: "mygames", id: "round-1" },
  game: { code: "dice", category: "slots" }
} as const

await wallet.open({ wallet: player, key: key("open") })
await wallet.deposit({ wallet: player, key: key("in"), amount: "20", from: { kind: "bank", sub: "main" } })
await wallet.bet({ ...play, key: key("bet"), amount: "2.50" })
await wallet.bet({ ...play, key: key("bet"), amount: "2.50" }) // The same bet again: nothing happens.
await wallet.win({ ...play, key: key("win"), amount: "7" })

try {
  await wallet.bet({ ...play, key: key("too much"), amount: "1000" })
} catch (error) {
  if (!(error instanceof Refused)) throw error
  console.log(`refused: ${error.code}`)
}

for await (const { amount, balanceAfter, kind } of wallet.history(player)) {
  console.log(`${kind} ${amount} → ${balanceAfter.cash}`)
}
console.log(`balance: ${(await wallet.balance(player)).cash} EUR, health: ${(await wallet.health()).status}`)
await wallet.close()
