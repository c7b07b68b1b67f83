"""Deeds by which a body elects its officers, and who holds which office."""
