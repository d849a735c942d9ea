"""One polite, bounded request and its answer; whatever went wrong has a name."""
