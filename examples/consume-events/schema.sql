CREATE SCHEMA IF NOT EXISTS loyalty;

CREATE TABLE IF NOT EXISTS loyalty.points (
  brand text NOT NULL,
  player uuid NOT NULL,
  points numeric NOT NULL,
  bets integer NOT NULL,
  PRIMARY KEY (brand, player)
);

-- A consumer acts as croupier_app.
GRANT USAGE ON SCHEMA loyalty TO croupier_app;
GRANT SELECT, INSERT, UPDATE ON loyalty.points TO croupier_app;
