import * as Setting from "@croupier/core/config/Setting"

/** The administrator's login, for what no service may do. */
export const administrator = Setting.secretUrl("DATABASE_ADMIN_URL", {
  description: "a login that may make the roles, or is a member of croupier_owner where they exist",
  protocols: ["postgres:", "postgresql:"]
})
