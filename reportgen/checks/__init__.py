"""The form's own rules (C1–C31), run on every draft and on any filled form."""

from reportgen.checks.evaluator import check

__all__ = ["check"]
