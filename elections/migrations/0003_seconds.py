"""Nominations are seconded where the charter asks for it."""

UP = ["ALTER TABLE candidacy ADD COLUMN seconded_by UUID REFERENCES person (id)"]
