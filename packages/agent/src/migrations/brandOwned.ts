import { grants, type Privilege, rowLevelSecurity } from "@croupier/core/postgres/rowLevelSecurity"

/** The statements that wall a table of the schema by brand, and grant it to the service. */
export const brandOwned = (table: string, app: ReadonlyArray<Privilege>): string =>
  rowLevelSecurity(`croupier_agent.${table}`) + grants(`croupier_agent.${table}`, { app, span: ["SELECT"] })
