import { grants, rowLevelSecurity } from "@croupier/core/postgres/rowLevelSecurity"

const tables = `
CREATE TABLE croupier_wallet.reconciliation (
  run uuid PRIMARY KEY,
  begun_at timestamptz NOT NULL,
  ended_at timestamptz NOT NULL,
  accounts bigint NOT NULL,
  differences integer NOT NULL,
  state text COLLATE "C" NOT NULL CHECK (state IN ('balanced', 'frozen', 'alert')),
  report jsonb NOT NULL
);
COMMENT ON TABLE croupier_wallet.reconciliation IS 'state alert: no wallet was frozen, a person decides';
GRANT SELECT, INSERT ON croupier_wallet.reconciliation TO croupier_span;
CREATE INDEX ON croupier_wallet.reconciliation (begun_at);

CREATE TABLE croupier_wallet.variance (
  brand_id text COLLATE "C" NOT NULL,
  run uuid NOT NULL,
  wallet_id uuid,
  kind text COLLATE "C" NOT NULL,
  sub text COLLATE "C" NOT NULL,
  currency text COLLATE "C" NOT NULL,
  expected numeric(38) NOT NULL,
  found numeric(38) NOT NULL,
  first_diverging text NOT NULL,
  CHECK (expected <> found),
  UNIQUE NULLS NOT DISTINCT (brand_id, run, wallet_id, kind, sub, currency)
);

CREATE TABLE croupier_wallet.unfreeze_request (
  brand_id text COLLATE "C" NOT NULL,
  id uuid NOT NULL,
  wallet_id uuid NOT NULL,
  freeze_key text COLLATE "C" NOT NULL,
  reason text NOT NULL CHECK (reason <> ''),
  asked_by text COLLATE "C" NOT NULL CHECK (asked_by <> ''),
  asked_at timestamptz NOT NULL DEFAULT croupier_core.now(),
  approved_by text COLLATE "C",
  approved_at timestamptz,
  PRIMARY KEY (brand_id, id),
  CONSTRAINT a_second_person_approves CHECK (approved_by <> asked_by),
  CONSTRAINT operators_decide CHECK (
    asked_by::jsonb->>'kind' = 'operator' AND (approved_by IS NULL OR approved_by::jsonb->>'kind' = 'operator')),
  CHECK ((approved_by IS NULL) = (approved_at IS NULL))
);
COMMENT ON COLUMN croupier_wallet.unfreeze_request.freeze_key IS
  'the key of the command that set the freeze: the request is about no other one';
`

/** What reconciliations found, and requests to lift the freezes that they set. */
export const reconciliationTables = [
  tables,
  ...["croupier_wallet.variance", "croupier_wallet.unfreeze_request"].map(rowLevelSecurity),
  grants("croupier_wallet.variance", { app: ["SELECT"], span: ["SELECT", "INSERT"] }),
  grants("croupier_wallet.unfreeze_request", {
    app: ["SELECT", "INSERT", "UPDATE"],
    span: ["SELECT", "INSERT", "UPDATE"]
  })
].join("")
