"""Fills the blank form that the superior office sent, in place."""
