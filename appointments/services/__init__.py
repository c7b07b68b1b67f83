"""Deeds that put persons into seats, and what is known about them."""
