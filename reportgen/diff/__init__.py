"""Submitted figures against the draft: field by field, each gap explained by rows."""
