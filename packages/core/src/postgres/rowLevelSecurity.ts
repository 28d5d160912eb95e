import { serviceLogin } from "./roleNames.js"

/** What a role may do with a table. */
export type Privilege = "SELECT" | "INSERT" | "UPDATE" | "DELETE"

/**
 * The statements that wall a brand-owned table (schema-qualified, with a `brand_id text COLLATE "C"` column first in its
 * keys) for a migration: only rows of the brands that the transaction names are seen or written, by the owner too.
 */
export const rowLevelSecurity = (table: string): string => `
ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY;
ALTER TABLE ${table} FORCE ROW LEVEL SECURITY;
CREATE POLICY brand ON ${table}
  USING (brand_id = ANY ((SELECT croupier_core.brands())::text[]))
  WITH CHECK (brand_id = ANY ((SELECT croupier_core.brands())::text[]));
`

/**
 * The statements that grant a table, for a migration: `app` to the login of the service that its schema belongs to, `span` to
 * `croupier_span`. Of none: only SECURITY DEFINER functions write it.
 */
export const grants = (
  table: string,
  to: { readonly app?: ReadonlyArray<Privilege>; readonly span?: ReadonlyArray<Privilege> }
): string =>
  Object.entries(to)
    .filter(([, privileges]) => privileges.length > 0)
    .map(([to, privileges]) => {
      const role = to === "app" ? serviceLogin(table.split(".", 1).join()) : "croupier_span"
      return `GRANT ${privileges.join(", ")} ON ${table} TO ${role};\n`
    })
    .join("")
