"""The law of a body, held as data."""
