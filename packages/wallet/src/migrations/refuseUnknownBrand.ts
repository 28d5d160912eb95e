/**
 * Refuses a posting of a brand that is not registered: the relay, the fold and the seal see registered brands only. Runs
 * once for each batch, whatever its size.
 */
export const refuseUnknownBrand = `
CREATE FUNCTION croupier_wallet.refuse_unknown_brand() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  unknown text := (SELECT min(given) FROM unnest(croupier_core.brands()) AS given
    WHERE NOT EXISTS (SELECT FROM croupier_core.brand WHERE key = given));
BEGIN
  IF unknown IS NOT NULL THEN
    RAISE EXCEPTION 'the brand % is not in croupier_core.brand: register it before anything is posted for it', unknown
      USING ERRCODE = 'foreign_key_violation';
  END IF;
  RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION croupier_wallet.refuse_unknown_brand FROM PUBLIC;
CREATE TRIGGER known_brand BEFORE INSERT ON croupier_wallet.transaction
  FOR EACH STATEMENT EXECUTE FUNCTION croupier_wallet.refuse_unknown_brand();
`
