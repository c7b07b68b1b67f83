"""Persons into seats."""
