"""Judges: each audit answers one question from the stored crawl; nothing here reaches the network."""
