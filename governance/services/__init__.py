"""Deeds, and what can be read: bodies, people, accounts, letters, the record."""
