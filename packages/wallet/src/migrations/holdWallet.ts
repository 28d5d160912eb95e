/** Locks a wallet's row until the transaction ends, for a login that may only read it. */
export const holdWallet = `
CREATE FUNCTION croupier_wallet.hold_wallet(of_brand text, wallet uuid) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT FROM croupier_wallet.wallet WHERE brand_id = $1 AND id = $2 FOR NO KEY UPDATE
$$;
REVOKE ALL ON FUNCTION croupier_wallet.hold_wallet FROM PUBLIC;
GRANT EXECUTE ON FUNCTION croupier_wallet.hold_wallet TO croupier_span;
`
