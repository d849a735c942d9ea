"""Whole runs of the command line against made-up sites."""
