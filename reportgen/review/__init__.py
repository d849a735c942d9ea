"""The page where people confirm the figures: a web application without any global state."""
