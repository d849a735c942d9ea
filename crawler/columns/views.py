"""Several lists that share one page: each stands behind its own ``#``, as a view of the page.

A page without rows of its own is a shell: its script draws the list that the ``#`` names. A page
with rows may hold a list in each of several sections; there the ``#`` is a section's id.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from urllib.parse import quote, urldefrag

from lxml import html as lxml_html
from lxml.html import HtmlElement

from crawler import urls
from crawler.lists.rows import read_rows
from crawler.pages.breadcrumbs import breadcrumb
from crawler.pages.dom import PageDom
from crawler.pages.trees import read_tree

TREE, BRANCH = "tree", "branch"


@dataclass(frozen=True, slots=True)
class View:
    """One list of a page: the fragment that shows it, its name, the names above it.

    ``source`` is tree or branch for a node of the page's tree, else that of the best link to it.
    ``markup`` is the section that holds its rows, empty where a script draws them.
    """

    fragment: str
    name: str
    path: tuple[str, ...]
    source: str
    markup: str = ""


@dataclass(frozen=True, slots=True)
class Pointed:
    """A link to a fragment of the page."""

    fragment: str
    name: str
    path: tuple[str, ...]
    source: str


def page_views(
    page: PageDom, pointed: Sequence[Pointed], name: str, *, is_shell: bool
) -> tuple[View, ...]:
    """The lists a page shows behind its fragments; empty for a page that is one list.

    ``name`` is the page's own, which its lists stand under where it has no breadcrumb.
    """
    if not is_shell:
        return _sections(page, pointed)
    above = tuple(step for _, step in breadcrumb(page)) or (name,)
    found: dict[str, View] = {}
    for node in read_tree(page):
        fragment = _fragment_of(page, node.id, node.url)
        if fragment:
            source = BRANCH if node.is_branch else TREE
            found.setdefault(fragment, View(fragment, node.name, above + node.path, source))
    for one in pointed:
        if _by_id(page, one.fragment) is None:
            view = View(one.fragment, one.name, one.path or above, one.source)
            found.setdefault(one.fragment, view)
    return tuple(found.values())


def tree_links(page: PageDom) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """(address, name, names above) of the tree's nodes that have a page of their own."""
    here = urls.canonical(page.url)
    links = ((urls.join(page.base, node.url), node) for node in read_tree(page) if node.url)
    return tuple((u, n.name, n.path) for u, n in links if u and urls.canonical(u) != here)


def _fragment_of(page: PageDom, ident: str, address: str) -> str:
    """What stands behind # for a node; empty for a node that leads to another page."""
    if urls.is_scripted(address):
        own = address.strip().lstrip("#") if address.strip().startswith("#") else ""
        return own or quote(ident, safe="/:@!$&'()*+,;=~?")
    target, fragment = urldefrag(urls.join(page.base, address, fragment=True))
    if urls.canonical(target) != urls.canonical(page.url):
        return ""
    return fragment or ident


def _sections(page: PageDom, pointed: Sequence[Pointed]) -> tuple[View, ...]:
    """Sections of the page that links name by id, each with dated rows; at least two."""
    found: dict[str, View] = {}
    for one in pointed:
        markup = "" if one.fragment in found else section(page, one.fragment)
        if markup and read_rows(PageDom(page.url, markup)).rows:
            found[one.fragment] = View(one.fragment, one.name, one.path, one.source, markup)
    return tuple(found.values()) if len(found) > 1 else ()


def _by_id(page: PageDom, fragment: str) -> HtmlElement | None:
    for node in page.root.iter():
        if isinstance(node.tag, str) and fragment in (node.get("id"), node.get("name")):
            return None if node.tag in ("meta", "input", "form") else node
    return None


def section(page: PageDom, fragment: str) -> str:
    """Markup of the section a fragment names, whether shown at first or not; empty for none."""
    node = _by_id(page, fragment)
    if node is None:
        return ""
    inner = "".join(lxml_html.tostring(child, encoding="unicode") for child in node)
    base = f'<base href="{escape(page.base)}">'
    return f"<html><head>{base}</head><body><div>{inner}</div></body></html>"
