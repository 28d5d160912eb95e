import * as Setting from "@croupier/core/config/Setting"

/** The administrator's login, for what no service may do. */
export const administrator = Setting.secretUrl("DATABASE_ADMIN_URL", {
  description: "login that can create roles, or a member of croupier_owner if the roles exist",
  protocols: ["postgres:", "postgresql:"]
})
