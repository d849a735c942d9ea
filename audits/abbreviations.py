"""Short names: whether one may be another name's abbreviation."""


def is_made_of(short: str, name: str) -> bool:
    """Whether a name's own characters in their order make another (市住建局)."""
    letters = iter(name)
    return all(letter in letters for letter in short)
