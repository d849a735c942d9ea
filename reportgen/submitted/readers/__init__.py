"""One reader a file type: bytes in, cells and lines out; they run only in the walled child."""
