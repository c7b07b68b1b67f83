"""What the body does at its meetings, deed by deed, and what its record says."""
