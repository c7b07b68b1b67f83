"""The steps by which meetings came into the database."""
