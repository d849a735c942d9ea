"""What people decide about a draft: an append-only log, and its replay onto the draft."""
