"""One way to reach page N of a list."""

from dataclasses import dataclass

# Sources of plans that nothing on page one hinted at.
PROBE = "试探"
OWN_NUMBER = "网址页码"  # the number in page one's own address
ONWARD = "续页"  # the address after the last one that was led to
GUESSES = (PROBE, OWN_NUMBER, ONWARD)


@dataclass(frozen=True, slots=True)
class Plan:
    """How to reach page N ≥ 2.

    ``kind``: next (follow each page's own link), form (submit each page's own form), template, or
    once (one answer brings the whole list).
    In a template ``{n}`` stands for ``first + (N - 2) * step``, filled up with zeros to ``width``,
    and ``{m}`` for the last record of that page; ``body`` is posted. Numbers that count down end
    at 0.
    ``source`` says what proposed it. A ``whole`` plan can also bring page one: the page itself
    holds only the script that asks for the list. ``link`` is the rule by which rows of an answer
    get their addresses (crawler.pages.rowlinks), empty where they have their own. ``told``:
    something on the screen says that the one answer of a once plan is the whole list.
    """

    kind: str
    source: str
    template: str = ""
    first: int = 2
    step: int = 1
    method: str = "GET"
    body: str = ""
    content_type: str = ""
    whole: bool = False
    width: int = 0
    link: str = ""
    told: bool = False

    def address(self, number: int) -> str:
        """Address of page ``number``; empty where there is none to tell."""
        if self.kind == "once":
            return self.template if number == 1 else ""
        below = self.step < 0 and self.first + (number - 2) * self.step < 0
        return self._filled(self.template, number) if self.kind == "template" and not below else ""

    def payload(self, number: int) -> str:
        """What is posted for page ``number``; empty for a GET."""
        return self._filled(self.body, number)

    @property
    def method_word(self) -> str:
        """How the list is fetched, in the report's words: static, api or post."""
        if self.method == "POST" or self.kind == "form":
            return "post"
        return "api" if self.whole else "static"

    def _filled(self, template: str, number: int) -> str:
        value = self.first + (number - 2) * self.step
        shown = str(value).zfill(self.width)
        return template.replace("{n}", shown).replace("{m}", str(value + self.step - 1))
