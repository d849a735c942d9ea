"""What only a browser can witness, in a cage."""
