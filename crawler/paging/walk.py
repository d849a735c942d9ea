"""Walking one list: which page to ask for next, and when enough was seen.

Pure: a walk is folded from the pages already stored, so a killed crawl decides the same again.
Stop words: empty, single, waiting, hinted, declared, end, past, unproved, refused, short, budget.
"""

from dataclasses import dataclass, field
from enum import StrEnum

from crawler.paging.continuation import jumps, onward
from crawler.paging.formpaging import FORM_TYPE, Turn, turn_to
from crawler.paging.hints import PagerReading
from crawler.paging.ordering import WalkRow, ends_past, is_ordered, uneven_doubts, unpinned
from crawler.paging.pagerlinks import page_number, rule_of
from crawler.paging.plan import ONWARD, PROBE, Plan

PAGE_BUDGET = 500
NO_WAY = "页面提示还有后续页，但没有一种翻页方式得到证实"


class PageState(StrEnum):
    """What an answer to a request for page N turned out to be."""

    OK = "ok"
    REPEAT = "repeat"  # every row was seen before
    EMPTY = "empty"  # an answer without a list
    MISSING = "missing"  # 404, 410 or the site's soft 404
    REFUSED = "refused"


_NOTHING = {
    PageState.MISSING: "打不开",
    PageState.REFUSED: "未能打开",
    PageState.EMPTY: "没有列表",
    PageState.REPEAT: "与前面重复",
}


@dataclass(frozen=True, slots=True)
class WalkPage:
    """One answer: page number, the plan it was asked by (-1 for page one), and its rows."""

    number: int
    plan: int
    url: str
    state: PageState
    rows: tuple[WalkRow, ...] = ()
    pager: PagerReading | None = None
    layout: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """What to do next: fetch ``url`` as page ``number`` by plan ``plan``, or stop.

    ``request`` is method, body, the body's type, and the plan's source. With a ``turn`` the form
    of page ``number - 1`` is still to be filled in.
    """

    url: str = ""
    number: int = 0
    plan: int = 0
    request: tuple[str, str, str, str] = ("GET", "", "", "")
    turn: Turn | None = None
    stop: str = ""
    proof: str = ""
    doubts: tuple[str, ...] = ()


@dataclass(slots=True)
class Walk:
    """The walk of one column, folded from its stored pages in order of arrival."""

    plans: tuple[Plan, ...]
    probes: tuple[Plan, ...]
    learned: tuple[Plan, ...] = ()
    pages: list[WalkPage] = field(default_factory=list)

    @property
    def all_plans(self) -> tuple[Plan, ...]:
        """The page's own plans, what may be tried without a hint, what a browser saw."""
        return self.plans + self.probes + self.learned

    @property
    def good(self) -> list[WalkPage]:
        """Pages that brought new rows, in order of their numbers."""
        return sorted((p for p in self.pages if p.state is PageState.OK), key=lambda p: p.number)

    @property
    def reached(self) -> int:
        """Up to which number every page was read; a deeper look may lie beyond."""
        numbers = {p.number for p in self.good}
        return next(n for n in range(1, len(numbers) + 2) if n + 1 not in numbers)

    @property
    def ordered(self) -> bool:
        """Whether all rows seen run from new to old, pinned rows left aside."""
        return is_ordered([row for page in self.good for row in page.rows])

    def next_step(self, year: int) -> Step:
        """The next request, or the stop with its proof and doubts. Needs page one stored."""
        first = self.pages[0]
        if first.state is PageState.EMPTY and not self._whole_head():
            return self._open_shell()
        if first.state not in (PageState.OK, PageState.EMPTY):
            return Step(stop="refused")
        head = self._whole_head() or first
        pager = head.pager
        assert pager is not None
        # A list that is asked for by request is walked by that request.
        proven = next((p.plan for p in self.good if p.number == 2), head.plan)
        if proven < 0:
            return self._try_plans(pager)
        return self._go_on(self.all_plans[proven], proven, pager.declared_pages, year)

    def _whole_head(self) -> WalkPage | None:
        """Page one as a request brought it, once that shows the page's own rows again."""
        shown = {row.key for row in self.pages[0].rows}
        return next(
            (
                p
                for p in self.pages[1:]
                if p.number == 1
                and p.state is PageState.OK
                and (not shown or shown & {row.key for row in p.rows})
            ),
            None,
        )

    def _open_shell(self) -> Step:
        """A page without rows of its own: try every request that could bring them."""
        tried = {p.plan for p in self.pages}
        for index, plan in enumerate(self.all_plans):
            if plan.whole and index not in tried:
                return self._ask(plan, index, 1)
        return Step(stop="empty")

    def _ask(self, plan: Plan, index: int, number: int) -> Step:
        request = (plan.method, plan.payload(number), plan.content_type, plan.source)
        return Step(url=plan.address(number), number=number, plan=index, request=request)

    def _try_plans(self, pager: PagerReading) -> Step:
        """Ask for page 2 by the first plan not yet refuted (page 1 first, by a whole plan)."""
        refused = next((p for p in self.pages[1:] if p.state is PageState.REFUSED), None)
        if refused is not None:
            return Step(stop="refused", doubts=(f"第 {refused.number} 页未能打开",))
        tried = {p.plan for p in self.pages[1:]}
        asked = {p.url for p in self.pages}
        own = any(not plan.whole for plan in self.plans)  # then nothing is guessed beside it
        # A page that says it is the only one is believed once its own next file is not there.
        alone = pager.declared_pages == 1 and not pager.next_url
        plans = (self.plans[:1] or self.probes) if alone else self.all_plans
        for index, plan in enumerate(plans):
            more = pager.signal or (pager.declared_rows or 0) > len(self.pages[0].rows)
            may = alone or more or plan in self.learned or (self._may_go_on() and not plan.whole)
            if index in tried or not may or (own and plan.source == PROBE):
                continue
            if plan.kind in ("next", "form"):
                step = self._follow(plan, index, pager, 1)
                if step is not None:
                    return step
            elif plan.whole:
                return self._ask(plan, index, 1)
            elif plan.address(2) and plan.address(2) not in asked:
                return self._ask(plan, index, 2)
        return self._no_plan(pager, tried=bool(tried))

    def _no_plan(self, pager: PagerReading, *, tried: bool) -> Step:
        """No way to a second page was proved: there is none, or nobody knows."""
        declared = pager.declared_pages or 0
        if declared == 1:
            return Step(stop="declared", proof="页面写明共 1 页")
        if declared > 1 and tried and not any(p.state is PageState.REPEAT for p in self.pages):
            return Step(stop="short", doubts=(f"写明共 {declared} 页，第 2 页打不开",))
        if pager.signal:
            return Step(stop="unproved", doubts=(NO_WAY,))
        proof = "没有翻页，试探后续页也没有新条目" if tried else "没有翻页"
        return Step(stop=pager.lone_stop, proof=proof)

    def _may_go_on(self) -> bool:
        """Lists of a handful of rows have no second page; all others are probed."""
        return len(self.pages[0].rows) >= 5

    def _go_on(self, plan: Plan, index: int, declared: int | None, year: int) -> Step:
        """After page 2 is proved: stop at the end, at two past pages, or ask for the next."""
        number = self.reached
        tried = [p for p in self.pages if p.plan == index or not plan.whole]
        last = next((p for p in reversed(tried) if p.number == number + 1), None)
        proof = f"第 2 页已证实（{plan.source}）" if number > 1 else f"按{plan.source}取得"
        doubts = self._irregular(number)
        if last is not None:
            here = next(p.pager for p in reversed(self.good) if p.number == number)
            if plan.kind == "next" and here and not here.following(number) and declared is None:
                return Step(stop="end", proof=proof, doubts=doubts)  # asked to make sure
            if last.state is PageState.REFUSED and number < (declared or number + 1):
                return Step(stop="refused", proof=proof, doubts=(f"第 {last.number} 页未能打开",))
            return self._ended(last, number, declared, proof)
        if self._two_past(year, number):
            far = self._far_end(plan, index, number, declared)
            if far is not None:
                return far  # is the far end older still?
            return Step(stop="past", proof=proof, doubts=doubts)
        if number >= PAGE_BUDGET:
            return Step(stop="budget", proof=proof, doubts=(f"翻到第 {number} 页停止",))
        if plan.kind == "template" and plan.address(number + 1):
            return self._ask(plan, index, number + 1)
        asked = {p.url for p in self.pages}
        pager = next(p.pager for p in reversed(self.good) if p.number == number)
        step = self._follow(plan, index, pager, number)
        if step is None:
            for other, numbers in enumerate(self.plans):  # the numbers' rule may know one more
                beyond = numbers.address(number + 1)
                if beyond and not numbers.whole and beyond not in asked:
                    return self._ask(numbers, other, number + 1)
            beyond = onward([p.url for p in self.good if 1 < p.number <= number])
            if declared is None and beyond and beyond not in asked:  # a cut page leads nowhere
                return Step(beyond, number + 1, index, ("GET", "", "", ONWARD))
            missing = declared is not None and number < declared
            if declared is not None and not missing:
                return self._declared(proof, declared, doubts)
            more = (f"写明共 {declared} 页，只翻到第 {number} 页",) if missing else ()
            return Step(stop="short" if missing else "end", proof=proof, doubts=doubts + more)
        return step

    def _far_end(self, plan: Plan, index: int, number: int, declared: int | None) -> Step | None:
        """The list's last page, if it can be named, is not next, and was not asked for yet."""
        rule, deepest = plan, declared or 0
        if plan.kind != "template":
            pager = next(p.pager for p in reversed(self.good) if p.number == number)
            known = dict(pager.numbered) if pager else {}
            known |= {p.number: p.url for p in self.good if 1 < p.number <= number}
            found = rule_of(known) if plan.kind == "next" else None
            if found is None or pager is None:
                return None
            rule = found
            deepest = deepest or page_number(pager.last_url, rule) or 0
        looked = any(p.number == deepest for p in self.pages)
        if deepest <= number + 1 or looked or not rule.address(deepest):
            return None
        return self._ask(rule, index, deepest)

    def _follow(
        self, plan: Plan, index: int, pager: PagerReading | None, number: int
    ) -> Step | None:
        """The page after ``number`` as that page itself leads to it; None where it does not."""
        if pager is None or plan.kind in ("template", "once"):
            return None
        if plan.kind == "form":
            turn = turn_to(pager.turns, number + 1)
            request = ("POST", "", FORM_TYPE, plan.source)
            here = next(p.url for p in reversed(self.pages) if p.number == number)
            return Step(here, number + 1, index, request, turn) if turn else None
        following = pager.following(number)
        if not following or following in {p.url for p in self.pages}:
            return None
        return Step(url=following, number=number + 1, plan=index)

    def _ended(self, last: WalkPage, number: int, declared: int | None, proof: str) -> Step:
        """Page N+1 brought nothing: a true end, or a page that should have been there."""
        if declared is not None and number < declared:
            word = _NOTHING[last.state]
            doubt = f"写明共 {declared} 页，第 {last.number} 页{word}"
            return Step(stop="short", proof=proof, doubts=(doubt,))
        doubts = self._irregular(number)
        if declared is not None and number > 1:
            return self._declared(proof, declared, doubts)
        if last.state is PageState.REPEAT and number == 1 and not self._all_told():
            doubts += ("第 2 页与第 1 页相同，网站没有按页码应答",)
        if last.state is PageState.EMPTY and self.all_plans[last.plan].whole:
            return Step(stop="end", proof=f"{proof}，再往后已无条目", doubts=doubts)
        read = [unpinned(p.rows) for p in self.good if p.number <= number]
        full = read[-1] >= min(read[:-1] or read) and not self._all_told()  # page one has pinned
        if last.state is PageState.EMPTY and full:
            doubts += (f"第 {last.number} 页打开后没有列表，不能确定已到末页",)
        elif last.state is PageState.REPEAT and full and number > 1:
            doubts += (f"第 {number} 页是满页，再往后是重复的内容，不能确定已到末页",)
        elif last.state is PageState.MISSING and full:
            doubts += (f"第 {number} 页是满页，第 {last.number} 页打不开，不能确定已到末页",)
        return Step(stop="end", proof=proof, doubts=doubts)

    def _all_told(self) -> bool:
        """Whether the pages read hold as many rows as page one's own total says."""
        head = self._whole_head() or self.pages[0]
        stated = head.pager.declared_rows if head.pager else None
        return stated is not None and stated == len({r.key for p in self.good for r in p.rows})

    def _declared(self, proof: str, declared: int, doubts: tuple[str, ...]) -> Step:
        """The stated number of pages was walked, and nothing lies behind it."""
        return Step(stop="declared", proof=f"{proof}，写明的 {declared} 页全部翻完", doubts=doubts)

    def _irregular(self, number: int) -> tuple[str, ...]:
        """Doubts about single pages: fewer rows than their neighbours, not the page asked for."""
        read = [p for p in self.good if p.number <= number]
        led = [(p.number, p.url, p.pager.next_url if p.pager else "") for p in read]
        return uneven_doubts({p.number: p.rows for p in read}, number) + jumps(led)

    def _two_past(self, year: int, number: int) -> bool:
        """Order proven over all rows, and the last two pages wholly before the year."""
        return self.ordered and ends_past([p.rows for p in self.good if p.number <= number], year)
