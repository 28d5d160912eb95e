import { givenBrands, nameBrands, putBrandsBack } from "@croupier/core/events/OutboxFunctions"

/** A minute for the clocks: the end was decided a moment before it is written. */
const aDayFromNow = "croupier_core.now() + interval '1 day' - interval '1 minute'"

/**
 * Ends an exclusion in the licence's register. The rules of an end are asked here too: the service that calls may be in a
 * attacker's hands, and a row inserted there must not replace the exclusion's own, in any brand.
 */
export const endExclusion = `
CREATE FUNCTION croupier_player.end_exclusion(exclusion uuid, ends timestamptz)
RETURNS void LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  lasted boolean;
  ${givenBrands}
BEGIN
  IF NOT EXISTS (SELECT FROM croupier_player.excluded_person WHERE exclusion_id = exclusion AND ends_at IS NULL) THEN
    RETURN;
  END IF;
  ${nameBrands}
  SELECT bool_and(e.until IS NOT NULL AND e.until <= croupier_core.now()) INTO lasted
  FROM croupier_player.exclusion AS e WHERE e.id = exclusion;
  ${putBrandsBack}
  IF lasted IS NOT TRUE OR ends IS NULL OR ends < ${aDayFromNow} THEN
    RAISE EXCEPTION 'exclusion % lasts its time, and a day from when its end is asked for', exclusion
      USING ERRCODE = 'insufficient_privilege';
  END IF;
  UPDATE croupier_player.excluded_person SET ends_at = ends WHERE exclusion_id = exclusion AND ends_at IS NULL;
END $$;`

/** The same for the exclusion itself: nothing of it changes but its end, once. */
export const keepExclusion = `
CREATE FUNCTION croupier_player.keep_exclusion() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF (OLD.brand_id, OLD.player_id, OLD.id, OLD.length, OLD.begins_at, OLD.until)
      IS DISTINCT FROM (NEW.brand_id, NEW.player_id, NEW.id, NEW.length, NEW.begins_at, NEW.until)
    OR OLD.ends_at IS DISTINCT FROM NEW.ends_at AND (OLD.ends_at IS NOT NULL OR OLD.until IS NULL
      OR OLD.until > croupier_core.now() OR NEW.ends_at IS NULL OR NEW.ends_at < ${aDayFromNow})
  THEN
    RAISE EXCEPTION 'exclusion % lasts its time, and a day from when its end is asked for', OLD.id
      USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER lasts BEFORE UPDATE ON croupier_player.exclusion
  FOR EACH ROW EXECUTE FUNCTION croupier_player.keep_exclusion();`
