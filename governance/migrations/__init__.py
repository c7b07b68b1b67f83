"""The steps of governance's own tables."""
