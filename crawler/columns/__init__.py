"""Where columns are, what they are called, what they are for."""
