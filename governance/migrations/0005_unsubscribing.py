"""A letter that somebody asked for carries the address at which it is stopped."""

UP = ["ALTER TABLE outbox ADD COLUMN unsubscribe TEXT NOT NULL DEFAULT ''"]
