"""Who may do what, and how accounts are kept safe."""
