"""When a round called once more, because too few of its names were left."""

UP = ["ALTER TABLE nomination_round ADD COLUMN called_again_at {moment}"]
