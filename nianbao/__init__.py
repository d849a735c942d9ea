"""The front door: one command that crawls, judges and fills; no layer below knows of it."""

__version__ = "0.1.0"
