"""Judges: each audit answers one question from a stored crawl; none reaches the network."""
