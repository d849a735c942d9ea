"""Trying features of a site in the browser: what was done, what came of it, and a picture."""
