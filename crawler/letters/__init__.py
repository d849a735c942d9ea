"""Citizens' letters: what may be kept of one, and that nothing else is."""
