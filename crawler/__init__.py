"""Looks: fetches a site politely, reads pages into columns and rows, stores what it saw."""
