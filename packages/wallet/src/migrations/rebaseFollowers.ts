import {
  allow,
  givenBrands,
  nameBrands,
  putBrandsBack,
  requireReadCommitted
} from "@croupier/core/events/OutboxFunctions"
import { addToCheckpoints } from "../fold/BalanceFold.js"
import { entriesLeft } from "../internal/fold/newEntries.js"
import { addToSums, addToWholes } from "../internal/reconciliation/expected.js"
import { addLinks, closingLines } from "../seal/LedgerSeal.js"

/** The entries that a follower, a variable, has still to take of the history that ends. */
const leftFor = (follower: string) =>
  entriesLeft(`${follower}.snapshot`, `${follower}.seen_seq`, "old.first_seq", "next_seq")

/**
 * Ends the history of the entries that a restored dump brought along, and begins one of this server: each follower takes what
 * it had not taken yet, and continues from now. Entries that were posted after the restore belong to the old history, whatever
 * their transaction ids. Answers false, and does nothing, on the server that the history belongs to. Postings wait until it is done.
 */
export const rebaseFollowers = `
CREATE FUNCTION croupier_wallet.rebase_followers() RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  here text := (SELECT system_identifier::text FROM pg_control_system());
  old croupier_wallet.history;
  fold croupier_wallet.follower;
  sums croupier_wallet.follower;
  chain croupier_wallet.follower;
  next_seq bigint;
  ${givenBrands}
BEGIN
  ${requireReadCommitted}
  LOCK TABLE croupier_wallet.entry IN SHARE ROW EXCLUSIVE MODE;
  SELECT * INTO STRICT old FROM croupier_wallet.history ORDER BY number DESC LIMIT 1;
  IF old.server = here THEN
    RETURN false;
  END IF;
  next_seq := coalesce(pg_sequence_last_value(pg_get_serial_sequence('croupier_wallet.entry', 'seq')::regclass), 0) + 1;
  SELECT * INTO STRICT fold FROM croupier_wallet.follower WHERE name = 'balance fold' FOR UPDATE;
  SELECT * INTO STRICT sums FROM croupier_wallet.follower WHERE name = 'reconciliation' FOR UPDATE;
  SELECT * INTO STRICT chain FROM croupier_wallet.follower WHERE name = 'ledger seal' FOR UPDATE;
  ${nameBrands}
  ${addToCheckpoints(leftFor("fold"))};
  ${addToSums(leftFor("sums"))};
  ${addToWholes(leftFor("sums"))};
  ${addLinks(closingLines(leftFor("chain")), "chain.snapshot", "old.number", true)};
  ${putBrandsBack}
  UPDATE croupier_wallet.history SET closed_seq = chain.seen_seq WHERE number = old.number;
  INSERT INTO croupier_wallet.history (number, server, first_seq) VALUES (old.number + 1, here, next_seq);
  UPDATE croupier_wallet.follower
  SET history = old.number + 1, snapshot = pg_current_snapshot(), seen_seq = next_seq - 1 WHERE true;
  RETURN true;
END $$;
COMMENT ON FUNCTION croupier_wallet.rebase_followers IS 'after a dump was restored: whether a new history was begun';
${allow("croupier_wallet.rebase_followers()", "span")}`
