/** Only the end of a credential changes, and only while it is valid: expired keys are never accepted again. */
export const keepCredential = `
CREATE FUNCTION croupier_game.keep_credential() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF OLD.valid_until <= croupier_core.now()
    OR to_jsonb(OLD) - 'valid_until' IS DISTINCT FROM to_jsonb(NEW) - 'valid_until'
  THEN
    RAISE EXCEPTION 'of credential % only the end can be set, before it', OLD.id
      USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER ends_once BEFORE UPDATE ON croupier_game.credential
  FOR EACH ROW EXECUTE FUNCTION croupier_game.keep_credential();`
