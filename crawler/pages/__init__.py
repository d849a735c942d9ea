"""One page read: text, tree, data in scripts, words, addresses. Nothing here knows lists."""
