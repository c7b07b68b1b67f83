"""The law and the ground everyone stands on."""
