"""How to reach page N of a list, and when a walk has come to its proven end."""
