"""The steps by which the tables of elections came to be."""
