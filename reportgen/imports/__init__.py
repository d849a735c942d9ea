"""What people and other systems know of the year: visits from web logs, figures from tables."""
