/** Fails like a unique violation, so that the caller reads and decides again: a row of this id is of another wallet. */
export const takenMeanwhile = `
CREATE FUNCTION croupier_wallet.taken_meanwhile(what text) RETURNS text LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RAISE EXCEPTION 'this % is of another wallet', what USING ERRCODE = 'unique_violation';
END $$;
`
