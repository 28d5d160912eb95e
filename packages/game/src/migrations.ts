import type { MigrationSet } from "@croupier/core/migration/migrate"
import { grants, type Privilege, rowLevelSecurity } from "@croupier/core/postgres/rowLevelSecurity"
import { keepCredential } from "./internal/credential/CredentialGuard.js"

const table = (name: string, columns: string, app: ReadonlyArray<Privilege>): string => `
CREATE TABLE croupier_game.${name} (${columns});
${rowLevelSecurity(`croupier_game.${name}`)}
${grants(`croupier_game.${name}`, { app })}`

/** The tables of games: catalogue, accounts and sessions of launches, credentials of providers. */
export const gameMigrations: MigrationSet = {
  package: "game",
  schema: "croupier_game",
  migrations: [
    {
      id: 1,
      name: "catalogue, launches of player sessions, credentials",
      kind: "expand",
      oldestCode: "0.1.0",
      up: [
        table(
          "game",
          `brand_id text COLLATE "C" NOT NULL,
          provider text COLLATE "C" NOT NULL,
          code text COLLATE "C" NOT NULL,
          name text NOT NULL,
          search text COLLATE "C" NOT NULL,
          category text NOT NULL CHECK (category IN ('slots', 'live', 'table', 'sports', 'minigame')),
          currencies text[] NOT NULL,
          PRIMARY KEY (brand_id, provider, code)`,
          ["SELECT", "INSERT", "UPDATE"]
        ),
        "CREATE INDEX game_in_order ON croupier_game.game (brand_id, search, provider, code);",
        table(
          "account",
          `brand_id text COLLATE "C" NOT NULL,
          code text COLLATE "C" NOT NULL,
          player_id uuid NOT NULL,
          currency text COLLATE "C" NOT NULL,
          opened_at timestamptz NOT NULL DEFAULT croupier_core.now(),
          PRIMARY KEY (brand_id, code),
          UNIQUE (brand_id, player_id)`,
          ["SELECT", "INSERT"]
        ),
        table(
          "session",
          `brand_id text COLLATE "C" NOT NULL,
          token_hash bytea NOT NULL CHECK (octet_length(token_hash) = 32),
          player_id uuid NOT NULL,
          currency text COLLATE "C" NOT NULL,
          provider text COLLATE "C" NOT NULL,
          game_code text COLLATE "C" NOT NULL,
          parent uuid NOT NULL,
          opened_at timestamptz NOT NULL,
          expires_at timestamptz NOT NULL,
          PRIMARY KEY (brand_id, token_hash)`,
          ["SELECT", "INSERT", "DELETE"]
        ),
        `CREATE INDEX session_of_player ON croupier_game.session (player_id, expires_at);
        CREATE INDEX session_expiry ON croupier_game.session (expires_at, brand_id);`,
        table(
          "credential",
          `brand_id text COLLATE "C" NOT NULL,
          provider text COLLATE "C" NOT NULL,
          id text COLLATE "C" NOT NULL,
          operator_id text NOT NULL,
          base_url text NOT NULL,
          country text NOT NULL,
          deposit_url text,
          secret bytea NOT NULL,
          provider_public_key text NOT NULL,
          valid_from timestamptz NOT NULL,
          valid_until timestamptz,
          PRIMARY KEY (brand_id, provider, id)`,
          ["SELECT", "INSERT", "UPDATE"]
        ),
        keepCredential
      ].join("\n")
    },
    {
      id: 2,
      name: "providers' calls, kept for people to look at",
      kind: "expand",
      oldestCode: "0.1.0",
      // Only the first index begins with the brand: plans made while the table is empty could tie on it otherwise.
      up: [
        table(
          "provider_call",
          `brand_id text COLLATE "C" NOT NULL,
          id uuid NOT NULL,
          provider text COLLATE "C" NOT NULL,
          credential text COLLATE "C" NOT NULL,
          at timestamptz NOT NULL,
          took real NOT NULL,
          path text NOT NULL,
          body text CHECK (length(body) <= 4096),
          status integer NOT NULL,
          answer text NOT NULL CHECK (length(answer) <= 4096),
          player_id uuid,
          round text COLLATE "C",
          transactions text[] NOT NULL,
          PRIMARY KEY (id, brand_id)`,
          ["SELECT", "INSERT", "DELETE"]
        ),
        `CREATE INDEX provider_call_newest ON croupier_game.provider_call (brand_id, at DESC, id DESC);
        CREATE INDEX provider_call_of_player ON croupier_game.provider_call (player_id, at DESC, id DESC);
        CREATE INDEX provider_call_of_round ON croupier_game.provider_call (round, at DESC);
        CREATE INDEX provider_call_of_transaction ON croupier_game.provider_call USING gin (transactions);`
      ].join("\n")
    },
    {
      id: 3,
      name: "matches with providers' books, and rounds for a person to look at",
      kind: "expand",
      oldestCode: "0.1.0",
      up: [
        table(
          "feed_match",
          `brand_id text COLLATE "C" NOT NULL,
          provider text COLLATE "C" NOT NULL,
          starts_at timestamptz NOT NULL,
          ends_at timestamptz NOT NULL CHECK (ends_at > starts_at),
          theirs integer,
          ours integer NOT NULL,
          differences integer NOT NULL,
          matched_at timestamptz NOT NULL,
          PRIMARY KEY (brand_id, provider, starts_at)`,
          ["SELECT", "INSERT", "UPDATE"]
        ),
        table(
          "feed_difference",
          `brand_id text COLLATE "C" NOT NULL,
          provider text COLLATE "C" NOT NULL,
          starts_at timestamptz NOT NULL,
          key text COLLATE "C" NOT NULL,
          kind text COLLATE "C" NOT NULL CHECK (kind IN ('missing-here', 'missing-there', 'amount', 'status')),
          round text,
          theirs text NOT NULL,
          ours text NOT NULL,
          PRIMARY KEY (brand_id, provider, starts_at, key, kind)`,
          ["SELECT", "INSERT", "DELETE"]
        ),
        table(
          "round_review",
          `brand_id text COLLATE "C" NOT NULL,
          provider text COLLATE "C" NOT NULL,
          player_id uuid NOT NULL,
          round text COLLATE "C" NOT NULL,
          reason text COLLATE "C" NOT NULL CHECK (reason IN ('no-feed', 'unknown-to-provider', 'differs')),
          listed_at timestamptz NOT NULL DEFAULT croupier_core.now(),
          PRIMARY KEY (brand_id, provider, player_id, round)`,
          ["SELECT", "INSERT", "DELETE"]
        ),
        "CREATE INDEX round_review_age ON croupier_game.round_review (listed_at, brand_id);"
      ].join("\n")
    }
  ]
}
