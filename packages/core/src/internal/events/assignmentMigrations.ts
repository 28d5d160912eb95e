import type { Migration } from "../../postgres/MigrationSet.js"

/** Who works which partitions of a consumer, as core's migration `id`. */
export const assignmentMigrations = (id: number): ReadonlyArray<Migration> => [
  {
    id,
    name: "partitions shared by replicas",
    kind: "expand",
    oldestCode: "0.1.0",
    up: `
CREATE TABLE croupier_core.consumer_member (
  consumer text COLLATE "C" NOT NULL CHECK (consumer <> ''),
  domain text COLLATE "C" NOT NULL,
  holder text COLLATE "C" NOT NULL CHECK (holder <> ''),
  expires_at timestamptz NOT NULL,
  PRIMARY KEY (consumer, domain, holder)
);
CREATE TABLE croupier_core.consumer_partition (
  consumer text COLLATE "C" NOT NULL,
  domain text COLLATE "C" NOT NULL,
  partition smallint NOT NULL CHECK (partition BETWEEN 0 AND 15),
  holder text COLLATE "C" NOT NULL,
  epoch bigint NOT NULL,
  expires_at timestamptz NOT NULL,
  PRIMARY KEY (consumer, domain, partition)
);
GRANT SELECT, INSERT, UPDATE, DELETE ON croupier_core.consumer_member, croupier_core.consumer_partition
  TO croupier_app, croupier_span;

CREATE FUNCTION croupier_core.share_partitions(of_consumer text, of_domain text, mine text, millis float8)
RETURNS TABLE (partition smallint, epoch bigint) LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
  moment timestamptz;
  until timestamptz;
  members bigint;
  place bigint;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended(of_consumer || ' of ' || of_domain, 0));
  moment := croupier_core.now();
  until := moment + millis * interval '1 millisecond';
  INSERT INTO croupier_core.consumer_member VALUES (of_consumer, of_domain, mine, until)
  ON CONFLICT (consumer, domain, holder) DO UPDATE SET expires_at = until;
  DELETE FROM croupier_core.consumer_member AS m
  WHERE m.consumer = of_consumer AND m.domain = of_domain AND m.expires_at <= moment;
  SELECT count(*), count(*) FILTER (WHERE m.holder < mine) INTO members, place
  FROM croupier_core.consumer_member AS m WHERE m.consumer = of_consumer AND m.domain = of_domain;
  UPDATE croupier_core.consumer_partition AS p SET expires_at = moment
  WHERE p.consumer = of_consumer AND p.domain = of_domain AND p.holder = mine AND p.partition % members <> place;
  INSERT INTO croupier_core.consumer_partition AS p (consumer, domain, partition, holder, epoch, expires_at)
  SELECT of_consumer, of_domain, number, mine, 1, until FROM generate_series(0, 15) AS number
  WHERE number % members = place
  ON CONFLICT (consumer, domain, partition) DO UPDATE SET holder = mine, expires_at = until,
    epoch = p.epoch + CASE WHEN p.holder = mine AND p.expires_at > moment THEN 0 ELSE 1 END
  WHERE p.holder = mine OR p.expires_at <= moment;
  RETURN QUERY SELECT p.partition, p.epoch FROM croupier_core.consumer_partition AS p
  WHERE p.consumer = of_consumer AND p.domain = of_domain AND p.holder = mine AND p.expires_at > moment;
END $$;
COMMENT ON FUNCTION croupier_core.share_partitions IS 'the partitions that are mine for so long: an even share of those of all who ask';

CREATE FUNCTION croupier_core.leave_partitions(of_consumer text, of_domain text, mine text) RETURNS void
LANGUAGE sql SET search_path = pg_catalog, pg_temp AS $$
  DELETE FROM croupier_core.consumer_member WHERE consumer = of_consumer AND domain = of_domain AND holder = mine;
  UPDATE croupier_core.consumer_partition SET expires_at = croupier_core.now()
  WHERE consumer = of_consumer AND domain = of_domain AND holder = mine;
$$;
GRANT EXECUTE ON FUNCTION croupier_core.share_partitions, croupier_core.leave_partitions TO croupier_app, croupier_span;`
  }
]
