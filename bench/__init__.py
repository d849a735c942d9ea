"""Measurements that are printed, not asserted: run with ``script/bench``."""
