"""What an answer leaves in the crawl file: rows, leads, letters, the column tree."""
