/** Takes every function so far from PUBLIC, and lets the service and `croupier_span` run those that post. */
export const postingRights = `
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA croupier_wallet FROM PUBLIC;
GRANT EXECUTE ON FUNCTION croupier_wallet.day_of, croupier_wallet.day_start, croupier_wallet.announced_today,
  croupier_wallet.read_batch, croupier_wallet.apply_batch TO croupier_wallet, croupier_span;
GRANT EXECUTE ON FUNCTION croupier_wallet.create_outbox_day TO croupier_span;
`
