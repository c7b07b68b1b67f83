"""The body in session."""
