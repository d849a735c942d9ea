"""Which part of a page is the list, and what its rows say."""
