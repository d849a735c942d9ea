"""Consultations, interviews and services of a made-up site, and what is true of them.

None of them counts as a published item. What a site shows of them is part of the model: a count
that no page prints is not among the fields that the site shows.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from audits.facts import Outcome
from nianbao.demo.model import Article, Column, SiteModel
from nianbao.demo.truth import FieldTruth

SAID = (Outcome.OBSERVED, Outcome.PARTIAL, Outcome.ESTIMATE)
SOFT = (Outcome.PARTIAL, Outcome.ESTIMATE, Outcome.UNKNOWN)  # never observed


@dataclass(frozen=True, slots=True)
class Consultation(Article):
    """A consultation or survey; ``told`` says whether a page prints its ``opinions``.

    ``result`` is the day on which what came of it was published.
    """

    start: date = date.min
    end: date = date.min
    opinions: int = 0
    told: bool = False
    result: date | None = None


@dataclass(frozen=True, slots=True)
class Talk(Article):
    """An interview; ``told`` says whether its page shows questions and replies or their numbers.

    ``held`` is False for one that is only announced.
    """

    questions: int = 0
    replies: int = 0
    told: bool = False
    held: bool = True


@dataclass(frozen=True, slots=True)
class Mail(Article):
    """A citizen's letter in another way than the family's own; ``replied`` None: still waiting."""

    received: date = date.min
    replied: date | None = None


@dataclass(frozen=True, slots=True)
class Service:
    """One item of a catalogue of services."""

    name: str
    kind: str
    online: bool


@dataclass(frozen=True, slots=True)
class Catalogue(Column):
    """A column that shows the unit's items, or a link to its page of the provincial platform.

    ``tells_online`` says whether its table tells which items need no visit.
    """

    services: tuple[Service, ...] = ()
    tells_online: bool = False


def fields_of(model: SiteModel) -> dict[str, FieldTruth]:
    """Return the true figures of the model's consultations, interviews and services."""
    return _surveys(model) | _talks(model) | _services(model) | _messages(model)


def _of(model: SiteModel, kind: type[Article]) -> Iterator[Article]:
    return (article for article in model.articles() if isinstance(article, kind))


def _surveys(model: SiteModel) -> dict[str, FieldTruth]:
    every = [a for a in _of(model, Consultation) if isinstance(a, Consultation)]
    if not every:
        return {}
    held = [a for a in every if a.published.year == model.year]
    results = sum(a.result is not None and a.result.year == model.year for a in every)
    whole = all(a.told for a in held)
    return {
        "surveys_held": FieldTruth(len(held), SAID),
        "survey_results_published": FieldTruth(results, SAID),
        "survey_opinions": FieldTruth(
            sum(a.opinions for a in held if a.told),
            SAID if whole else SOFT,
            shown=any(a.told for a in held),
        ),
    }


def _talks(model: SiteModel) -> dict[str, FieldTruth]:
    every = [a for a in _of(model, Talk) if isinstance(a, Talk)]
    if not every:
        return {}
    held = [a for a in every if a.held and a.published.year == model.year]
    told = all(a.told for a in held)
    questions, replies = sum(a.questions for a in held), sum(a.replies for a in held)
    return {
        "interviews_held": FieldTruth(len(held), SAID),
        "interview_messages": FieldTruth(questions, SAID if told else SOFT, shown=told),
        "interview_replies": FieldTruth(replies, SAID if told else SOFT, shown=told),
    }


def _services(model: SiteModel) -> dict[str, FieldTruth]:
    found = [c for c in model.columns if isinstance(c, Catalogue)]
    services = [service for column in found for service in column.services]
    online = bool(services) and any(column.tells_online for column in found)
    count = sum(service.online for service in services)
    return {
        "service_catalogue_published": _told(True if found else None, bool(found)),
        "service_items": _told(len(services) if services else None, bool(services)),
        "service_items_online": _told(count if online else None, online),
    }


def _told(value: int | None, shown: bool) -> FieldTruth:
    return FieldTruth(value, SAID if shown else SOFT, shown)


def _messages(model: SiteModel) -> dict[str, FieldTruth]:
    """Return the figures of letters; the unit received more than the public ones.

    How many more nobody knows.
    """
    spans = [
        (a.letter.received, a.letter.replied, a.published)
        for a in model.articles()
        if a.letter is not None
    ]
    waiting = 0
    for article in _of(model, Mail):
        if isinstance(article, Mail) and article.replied:
            spans.append((article.received, article.replied, article.published))
        else:
            waiting += 1
    days = [(end - start).days for start, end, published in spans if published.year == model.year]
    unseen = FieldTruth(len(spans) + waiting + 1000, SOFT, shown=False)
    told = {"messages_received": unseen, "messages_closed": unseen} if spans else {}
    if days:
        told["messages_published_replies"] = FieldTruth(len(days), SAID)
        told["messages_average_days"] = FieldTruth(round(sum(days) / len(days), 1), SAID)
    return told
