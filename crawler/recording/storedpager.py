"""What stored pages of a list said of paging and layout, and the form that leads on."""

import json
from dataclasses import replace

from crawler.pages.dom import PageDom
from crawler.paging.formpaging import FORM_TYPE, Turn, submission
from crawler.paging.hints import PagerReading
from crawler.paging.plan import Plan
from crawler.paging.walk import Step
from crawler.storage.frontier import Job
from crawler.storage.store import Store


def load_pager(text: str) -> PagerReading | None:
    """The reading as the recorder wrote it; None for a page that had none."""
    if not text:
        return None
    data = json.loads(text)
    plans = tuple(Plan(**plan) for plan in data.pop("plans"))
    numbered = tuple((int(n), str(a)) for n, a in data.pop("numbered"))
    turns = tuple(
        Turn(turn["number"], turn["form"], tuple((str(n), str(v)) for n, v in turn["fields"]))
        for turn in data.pop("turns", ())
    )
    return PagerReading(plans=plans, numbered=numbered, turns=turns, **data)


def filled(store: Store, column_id: int, step: Step) -> Step:
    """A step that submits a form, with the fields of the page just read put in."""
    if step.turn is None:
        return step
    row = store.db.execute(
        "SELECT frontier_id FROM list_page WHERE column_id = ? AND number = ? AND state = 'ok'"
        " ORDER BY frontier_id DESC LIMIT 1",
        (column_id, step.number - 1),
    ).fetchone()
    page = store.page(row[0]) if row else None
    sent = None
    if page is not None:
        dom = PageDom(page.final_url, page.text)
        sent = submission(dom, step.turn, page.encoding)
    if sent is None:
        return Step(stop="unproved", proof=step.proof, doubts=("翻页表单没有读全",))
    kind = FORM_TYPE if sent.body else ""
    return replace(step, url=sent.url, request=(sent.method, sent.body, kind, step.request[3]))


def layout_of(store: Store, job: Job) -> str:
    """Where the list stands on page one; empty where that page showed none.

    A list walked by request is compared with page one as the same request brought it: a fragment
    of a page stands nowhere in it.
    """
    row = store.db.execute(
        "SELECT layout FROM list_page WHERE column_id = ? AND number = 1"
        " AND (plan = -1 OR (plan = ? AND state = 'ok' AND ? > 1)) ORDER BY plan DESC LIMIT 1",
        (job.column_id, job.plan, job.number),
    ).fetchone()
    return str(row[0]) if row else ""


def is_reached(store: Store, job: Job) -> bool:
    """Whether the same plan brought the page before: then this one is no guess."""
    row = store.db.execute(
        "SELECT 1 FROM list_page WHERE column_id = ? AND plan = ? AND number = ? AND state = 'ok'",
        (job.column_id, job.plan, job.number - 1),
    ).fetchone()
    return row is not None
