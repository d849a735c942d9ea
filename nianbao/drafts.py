"""The draft of a site and year made anew, and with what people decided on it."""

import json
from datetime import datetime
from zoneinfo import ZoneInfo

from nianbao.judgement import recount_of
from nianbao.workspace import Place
from nianbao.yearbefore import material
from reportgen.decisions.confirmed import Confirmed
from reportgen.decisions.log import DecisionLog
from reportgen.decisions.replay import replay
from reportgen.decisions.rulings import NOTHING_RULED, Rulings, rulings
from reportgen.fill import fill
from reportgen.form import known_forms, load_form
from reportgen.recount import Recount
from reportgen.report import Report

USUAL_FORM = "national_2018"
_ZONE = ZoneInfo("Asia/Shanghai")


def remember_form(place: Place, form_id: str) -> None:
    """Note which form is filled for this site and year; later commands read it."""
    place.form_file.write_text(json.dumps({"form": form_id}) + "\n", encoding="utf-8")


def form_of(place: Place) -> str:
    """Return the form that was filled last; the usual one when none was noted."""
    try:
        form_id = json.loads(place.form_file.read_text(encoding="utf-8"))["form"]
    except (OSError, ValueError, KeyError, TypeError):
        return USUAL_FORM
    return form_id if form_id in known_forms() else USUAL_FORM


def draft_of(
    place: Place, now: datetime, recount: Recount, ruled: Rulings = NOTHING_RULED
) -> Report:
    """Return the draft from the sealed crawl, the profile, what was imported and what is ruled."""
    facts, profile = recount.under(ruled), recount.profile
    extra = material(place)
    generated_at = now.astimezone(_ZONE).isoformat(timespec="seconds")
    return fill(facts, load_form(form_of(place)), generated_at, profile.unit, extra)


def confirmed(place: Place, now: datetime) -> Confirmed:
    """Return the draft with the decisions of people on it.

    Raises UsageError when nothing was crawled yet, DamagedLogError naming a bad line.
    """
    decisions = DecisionLog(place.decisions_file).read().decisions
    draft = draft_of(place, now, recount_of(place), rulings(decisions))
    return replay(draft, decisions)
