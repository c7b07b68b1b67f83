"""Who may sit where, since when and until when."""
