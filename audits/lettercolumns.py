"""What speaks against columns that were taken for columns of letters: their items are in no count.

Not only figures of letters are in doubt then, but the number of all items as well.
"""

from audits.case import Case
from crawler import urls
from crawler.pages.lexicon import load_lexicon
from crawler.records import Letter

_DATED = 3  # letters that show what a letter of the site looks like


def misnamed(case: Case) -> list[str]:
    """Columns that are called mailboxes and list, as far as was opened, no letter at all."""
    letters = case.store.letters()
    ids, found = case.store.letter_columns(), []
    for column in case.store.columns():
        if column.id in ids:
            rows = [letters.get(entry.content_id) for entry in case.store.entries(column.id)]
            opened = [x for x in rows if x is not None and x.opened]
            told = (x.received or x.replied or x.state or x.answered is not None for x in opened)
            words = {x.mark for x in opened}  # pages that a script draws are all alike
            if len(opened) >= _DATED and len(words) * 2 > len(opened) and not any(told):
                found.append(
                    f"栏目“{column.name}”打开的 {len(opened)} 条都不像信件，可能是普通文章，请核对"
                )
    return found


def overheard(case: Case) -> list[str]:
    """Columns whose names say nothing of letters, and of whose rows some say nothing either.

    Only a person knows whether a row without a day of receipt or a state is one: it may be news
    among letters, or an answer meant for all. Columns that a person placed are left alone.
    """
    letters, words = case.store.letters(), load_lexicon()
    ids, found = case.store.letter_columns(), []
    read = {key for key, target in case.store.targets().items() if target.state == "ok"}
    placed = {urls.canonical(c.line.url) for c in case.ledger if c.by_person}
    for column in case.store.columns():
        named = "messages" in words.boxes_of_name(column.name)
        if column.id not in ids or named or urls.canonical(column.url) in placed:
            continue
        opened = {
            entry.content_id
            for entry in case.store.entries(column.id)
            if entry.url and urls.canonical(entry.url) in read
        }
        bare = sum(not _tells(letters.get(key)) for key in opened)
        if bare:
            found.append(
                f"栏目“{column.name}”按内容看是群众来信，打开的 {len(opened)} 条中有 {bare} 条"
                "没有来信日期和办理状态，可能不是信件，请核对"
            )
    return found


def _tells(letter: Letter | None) -> bool:
    """Whether a row has what only a letter has."""
    return letter is not None and bool(letter.received or letter.replied or letter.state)
