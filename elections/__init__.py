"""The body chooses its officers."""
