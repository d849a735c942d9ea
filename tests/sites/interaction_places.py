"""Where each family keeps its columns of interaction, in its own way of addresses."""

from tests.sites.interaction_growth import Place


def _folders(slug: str, number: int) -> str:
    return f"/hdjl/{slug}/"


def _ways(*layouts: str, looks: str = "") -> tuple[tuple[str, frozenset[str]], ...]:
    return tuple((layout, frozenset(looks.split())) for layout in layouts)


def _served(slug: str, number: int) -> str:
    return f"/bsfw/{slug}/"


PLACES = {
    "f1": Place(
        _folders, "互动交流", "办事服务", _ways("texts", "table"), 0, lambda s, n: f"/zxfw/{s}/"
    ),
    "f2": Place(
        lambda slug, number: f"/hdjl_240/{slug}_{270 + number}/",
        "互动交流",
        "办事服务",
        _ways("plain", "spelled", looks="says_pages"),
        1,
        lambda slug, number: f"/bsfw_241/{slug}/",
    ),
    "f3": Place(
        lambda slug, number: f"/col/col13{10 + number}/",
        "互动交流",
        "办事服务",
        _ways("records", looks="says_rows"),
        2,
        lambda slug, number: f"/col/col14{10 + number}/",
        types=False,
    ),
    "f4": Place(
        lambda slug, number: f"/col/col20{60 + number}/",
        "政民互动",
        "办事服务",
        _ways("right", looks="says_rows"),
        3,
        lambda slug, number: f"/col/col20{70 + number}/",
        types=False,
    ),
    "f5": Place(
        lambda slug, number: f"/hdjl/c1004{10 + number}/list.shtml",
        "互动交流",
        "办事服务",
        _ways("static", "json", "fragments", looks="says_rows says_pages"),
        4,
        lambda slug, number: f"/bsfw/c1005{10 + number}/list.shtml",
        types=False,
    ),
    "f6": Place(_folders, "互动交流", "办事服务", _ways("news"), 5, _served, types=False),
    "f7": Place(
        lambda slug, number: f"/hdjl/{slug}.htm",
        "互动交流",
        "办事服务",
        _ways("plain", looks="says_rows says_pages"),
        6,
        lambda slug, number: f"/bsfw/{slug}.htm",
    ),
    "f8": Place(
        lambda slug, number: f"/content/column/{6812480 + number}?pageIndex=1",
        "互动交流",
        "办事服务",
        _ways("plain", looks="index"),
        7,
    ),
    "f9": Place(
        _folders,
        "互动交流",
        "办事服务",
        (*_ways("plain", looks="slice"), *_ways("plain", looks="archive")),
        8,
        _served,
    ),
    "f10": Place(_folders, "互动交流", "办事服务", _ways("plain", looks="plain"), 9, _served),
}
