"""Quirks of F10: what stands between a reader and a list, and lists that keep silent."""

from collections.abc import Callable
from dataclasses import replace
from random import Random

from crawler.records import Verdict
from nianbao.demo.model import ANY_VERDICT, SiteModel
from nianbao.demo.quirks import Quirk
from tests.sites.quirks import look

Change = Callable[[SiteModel, Random], SiteModel]


def bounced(path: str) -> Quirk:
    """Send a reader without a cookie to the same address once more, with a cookie."""
    return look("Q-BOUNCE", "先跳回本页种下 Cookie", "bounced", path)


def shelled(path: str) -> Quirk:
    """Give a reader without a cookie a short page whose script sets it and loads again.

    A browser gets through; whether a plain reader may is a matter of manners.
    """
    return _with_verdicts(
        look("Q-SHELL", "先给一个空壳页，脚本种下 Cookie", "shelled", path), path, ANY_VERDICT
    )


def soft_blocked(path: str) -> Quirk:
    """Answer the whole column with 200 and 访问异常页面."""
    quirk = look("Q-SOFT", "访问异常页面，状态却是 200", "soft_blocked", path)
    return _with_verdicts(quirk, path, frozenset({Verdict.UNKNOWN}))


def no_dates(path: str) -> Quirk:
    """Show no dates in the list; addresses have none either, only details tell."""
    return look("Q-NODATE", "列表和网址都没有日期", "undated", path)


def wrong_code(path: str) -> Quirk:
    """Leave another unit's code in the 纠错 script; meta and footer have the right one."""
    return replace(
        look("Q-IDBAD", "纠错脚本里是别家的标识码", "wrong_code", path), reader="own_unit"
    )


def _with_verdicts(quirk: Quirk, path: str, verdicts: frozenset[Verdict]) -> Quirk:
    def apply(model: SiteModel, random: Random) -> SiteModel:
        model = quirk.apply(model, random)
        return model.with_column(replace(model.column(path), verdicts=verdicts))

    return replace(quirk, apply=apply)
