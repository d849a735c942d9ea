"""Forms that people filled: read from any file, placed field by field, doubts told as questions."""
