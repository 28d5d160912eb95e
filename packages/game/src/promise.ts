export type { EmbeddedKey } from "@croupier/core/embedded/EmbeddedKeys"
export * from "@croupier/core/promise/PromiseApi"
export type { GamesClient, GamesPage, LaunchInput } from "./internal/promise/GamesClient.js"
export { type GamesOptions, migrate, openGames } from "./internal/promise/openGames.js"
