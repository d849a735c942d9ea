"""The labels of filled forms: which words name which field, and under which headings."""

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pydantic import Field as Setting

from crawler.errors import ConfigError
from crawler.resources import config_folder
from reportgen.datafile import Data, read_data
from reportgen.fields import Field, FieldKind, load_fields
from reportgen.form import Form, known_forms, load_form
from reportgen.submitted.words import label_of

_LIKENESS = 0.7
_LONGEST = 60  # letters of a label with its headings
_BETWEEN = "-—–_/·•>›»→:：、,，|的"
_FEWEST_LETTERS = 4  # shorter labels (名称, 总数) also end names that are values


class _GroupData(Data):
    """One heading as written in the lexicon."""

    name: str
    section: str | None = None
    within: str | None = None
    aliases: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    foreign: bool = False


class _LexiconFile(Data):
    """config/lexicon/form_labels.toml as a whole."""

    heads: tuple[str, ...]
    notes: tuple[str, ...]
    titles: tuple[str, ...]
    units: tuple[str, ...]
    groups: tuple[_GroupData, ...]
    labels: dict[str, tuple[str, ...]] = Setting(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Group:
    """A heading: the fields that may stand under it; ``foreign`` ones hold none of ours."""

    name: str
    keys: frozenset[str]
    foreign: bool


@dataclass(frozen=True, slots=True)
class Meaning:
    """One field that a label may name; ``parent`` is needed where the label alone is not enough."""

    key: str
    parent: str | None


@dataclass(frozen=True, slots=True)
class Labels:
    """Everything known of labels; texts are asked for as ``words.label_of`` returns them."""

    fields: Mapping[str, Field]
    meanings: Mapping[str, tuple[Meaning, ...]]
    groups: Mapping[str, Group]
    heads: frozenset[str]
    notes: frozenset[str]
    titles: tuple[str, ...]
    units: tuple[str, ...]

    def is_label(self, text: str) -> bool:
        """Say whether a text names a field, with or without its headings before it."""
        return bool(self.named(text)[1])

    def named(self, text: str) -> tuple[tuple[Group, ...], tuple[Meaning, ...]]:
        """Return the headings a label itself prints (互动交流-留言办理-…), and its meanings."""
        flat = label_of(text)
        if flat in self.meanings or len(flat) > _LONGEST:
            return (), self.meanings.get(flat, ())
        return self._path(flat)

    def _path(self, flat: str) -> tuple[tuple[Group, ...], tuple[Meaning, ...]]:
        """Return the headings a text begins with and what the rest of it can mean."""
        for end in range(len(flat) - 1, 1, -1):
            group, rest = self.groups.get(flat[:end]), flat[end:].lstrip(_BETWEEN)
            if group is None or not rest:
                continue
            inner, found = self._path(rest)
            found = found or self.meanings.get(rest, ())
            if found:
                return (group, *inner), found
        return (), ()

    def ends_in_label(self, text: str) -> bool:
        """Say whether a text is a known label with words before it: some field's name."""
        flat = label_of(text)
        return any(flat[cut:] in self.meanings for cut in range(len(flat) - _FEWEST_LETTERS + 1))

    def fields_of(self, text: str) -> tuple[Field, ...]:
        """Return the fields that a label may name, wherever it stands."""
        return tuple(self.fields[m.key] for m in self.named(text)[1])

    def option_words(self, text: str) -> tuple[str, ...]:
        """Return the words between which a label asks to choose; empty for other labels."""
        words: dict[str, None] = {}
        for meaning in self.named(text)[1]:
            field = self.fields[meaning.key]
            if field.kind is FieldKind.CHOICE:
                words |= dict.fromkeys(field.choices.values())
            elif field.kind is FieldKind.YES_NO:
                words |= dict.fromkeys(("是", "否", "有", "无"))
        return tuple(words)

    def group(self, text: str) -> Group | None:
        """Return the heading that a text is, None if it is none."""
        return self.groups.get(label_of(text))

    def resolve(self, text: str, headings: Iterable[Group]) -> tuple[str, ...]:
        """Return the fields that a label can mean under these headings, nearest heading first.

        One key: certain. None: no field of ours. Several: the headings do not tell them apart.
        """
        own, found = self.named(text)
        around = own or tuple(headings)
        possible = [m for m in found if self._may_stand(m.key, around)]
        names = {group.name for group in around}
        named = [m.key for m in possible if m.parent in names]
        if named:
            return tuple(dict.fromkeys(named))
        keys = tuple(dict.fromkeys(m.key for m in possible))
        if len({m.key for m in found}) > 1 and not around:
            return keys  # a label of several fields, and nothing above it
        bare = tuple(dict.fromkeys(m.key for m in possible if m.parent is None))
        return bare if len(bare) == 1 else keys

    def _may_stand(self, key: str, around: tuple[Group, ...]) -> bool:
        """Say whether a field may stand under the headings; the sign-off stands anywhere."""
        if self.fields[key].section == "report":
            return not any(group.foreign for group in around)
        return all(key in group.keys for group in around)

    def resembling(self, text: str, among: Iterable[str]) -> str | None:
        """Return the one field among ``among`` whose label looks like a text, None if unclear."""
        wanted = label_of(text)
        scores: dict[str, float] = {}
        possible = set(among)
        matcher = difflib.SequenceMatcher(None, "", wanted, autojunk=False)
        for label, meanings in self.meanings.items():
            keys = {m.key for m in meanings} & possible
            matcher.set_seq1(label)
            if not keys or matcher.real_quick_ratio() < _LIKENESS:
                continue
            if matcher.quick_ratio() < _LIKENESS:
                continue
            ratio = matcher.ratio()
            for key in keys:
                scores[key] = max(scores.get(key, 0.0), ratio)
        best = sorted(scores.items(), key=lambda item: -item[1])[:2]
        if not best or best[0][1] < _LIKENESS:
            return None
        return None if len(best) > 1 and best[1][1] == best[0][1] else best[0][0]


@cache
def shipped_forms() -> Mapping[str, Form]:
    """Return every form by its id, read once; raises ConfigError."""
    return {form_id: load_form(form_id) for form_id in known_forms()}


@cache
def load_labels(file: Path | None = None) -> Labels:
    """Return the lexicon joined with the labels of all forms; raises ConfigError."""
    source = file or config_folder() / "lexicon" / "form_labels.toml"
    data = read_data(source, _LexiconFile)
    fields = load_fields()
    for place, key in _mentions(data):
        if key not in fields:
            raise ConfigError(source, place, f"没有“{key}”这个填报项")
    groups = _groups(data, fields)
    return Labels(
        fields=fields,
        meanings=_meanings(data, fields, groups),
        groups=groups,
        heads=frozenset(label_of(head) for head in data.heads),
        notes=frozenset(label_of(note) for note in data.notes),
        titles=data.titles,
        units=data.units,
    )


def _mentions(data: _LexiconFile) -> Iterable[tuple[str, str]]:
    yield from (("labels", key) for key in data.labels)
    for group in data.groups:
        yield from ((f"groups.{group.name}", key) for key in (*group.keys, *group.also))


def _groups(data: _LexiconFile, fields: Mapping[str, Field]) -> dict[str, Group]:
    """Return the headings by each of their names."""
    found: dict[str, Group] = {}
    for written in data.groups:
        keys = {*written.keys, *written.also}
        if written.section is not None:
            keys |= {key for key, field in fields.items() if field.section == written.section}
        group = Group(written.name, frozenset(keys), written.foreign)
        for name in (written.name, *written.aliases):
            found[label_of(name)] = group
    return found


def _meanings(
    data: _LexiconFile, fields: Mapping[str, Field], groups: Mapping[str, Group]
) -> dict[str, tuple[Meaning, ...]]:
    """Return what each label can mean: labels of the fields, of every form, and the lexicon's."""
    found: dict[str, dict[Meaning, None]] = {}
    written = [(key, field.label) for key, field in fields.items()]
    for form in shipped_forms().values():
        written += [(key, field.label) for key, field in form.fields.items()]
    written += [(key, label) for key, labels in data.labels.items() for label in labels]
    for key, label in written:
        heading, _, own = label.rpartition(" › ")
        group = groups.get(label_of(heading)) if heading else None
        meaning = Meaning(key, group.name if group else None)
        found.setdefault(label_of(own), {})[meaning] = None
    return {label: tuple(meanings) for label, meanings in found.items()}
