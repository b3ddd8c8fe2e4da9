"""The Record as one HTML page that needs nothing else: to be read in any browser, and to be printed.

Three columns where there is room for them, on a screen or on paper; else one beneath the other.
"""

from collections.abc import Iterable, Iterator
from html import escape
from unicodedata import category

from game.engine.prose import emphasis
from game.engine.record import Paragraphs, RecordRow
from game.language import _, spoken
from game.saves.record_page import COLUMNS, RecordPage, columns

# The widths are those of A4 and Letter: lying they are wide, standing they are not, with their margins or without.
_STYLE = """
:root { color-scheme: light dark;
  --ink: #1d2126; --soft: #59616b; --rule: #b9bfc6; --green: #2f5a45; --paper: #fbfbf9;
}
@media (prefers-color-scheme: dark) {
  :root { --ink: #d6d9dc; --soft: #98a0a8; --rule: #474e56; --green: #8fbf9f; --paper: #16191c; }
}
@media print { :root { --ink: #000; --soft: #444; --rule: #999; --green: #234636; --paper: #fff; } }
@page { margin: 16mm; }
* { box-sizing: border-box; }
body {
  margin: 0 auto; max-width: 76rem; padding: 2rem 1.25rem; background: var(--paper); color: var(--ink);
  font: 1rem/1.5 Georgia, "Noto Serif", "Noto Serif CJK KR", "AppleMyungjo", "Batang", serif; overflow-wrap: break-word;
}
header { border-bottom: 2px solid var(--green); margin-bottom: 1rem; }
h1 { font-size: 1.9rem; margin: 0; }
h2 { font-size: 1.3rem; margin: 2.5rem 0 0; color: var(--green); }
h3 { font-size: 1rem; margin: 1.5rem 0 0; }
h1, h2, h3 { line-height: 1.25; break-after: avoid; }
p { margin: 0.4rem 0; orphans: 3; widows: 3; }
.soft { color: var(--soft); }
table, tbody, tr, td { display: block; }
thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
tr { border-bottom: 1px solid var(--rule); padding: 0.75rem 0; }
td { max-width: 40rem; }
td:empty { display: none; }
td::before {
  content: attr(data-column); display: block; margin-top: 0.5rem; color: var(--green); font-weight: bold;
  font-size: 0.85rem; break-after: avoid;
}
.fate { max-width: 40rem; }
@media (min-width: 52rem) {
  table { display: table; width: 100%; table-layout: fixed; border-collapse: separate; border-spacing: 0; }
  thead { display: table-header-group; position: static; clip-path: none; }
  tbody { display: table-row-group; }
  tr { display: table-row; break-inside: avoid; }
  th, td, td:empty {
    display: table-cell; width: 33.3%; vertical-align: top; padding: 0.5rem 1.25rem 0.75rem 0;
    border-bottom: 1px solid var(--rule);
  }
  th { text-align: left; color: var(--green); }
  td::before { content: none; }
}
@media print { body { padding: 0; font-size: 10pt; } }
"""


def as_html(page: RecordPage) -> str:
    """Return a Record as an HTML page. Whatever somebody wrote stands there letter for letter, as words alone."""
    return "\n".join(_lines(page)) + "\n"


def _lines(page: RecordPage) -> Iterator[str]:
    yield "<!DOCTYPE html>"
    yield f'<html lang="{spoken()}">'
    yield '<head><meta charset="utf-8">'
    # The page itself forbids a browser to fetch or to run anything.
    yield "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{_words(_('The Record'))}: {_words(page.player)}. {_words(page.story)}</title>"
    yield f"<style>{_STYLE}</style></head>"
    yield "<body>"
    yield f'<header><p class="soft">{_words(page.story)}</p><h1>{_words(_("The Record"))}</h1>'
    yield f'<p class="soft">{_words(page.about)}</p></header>'
    yield "<main>"
    yield from _table(page.rows)
    if page.fates:
        yield f"<h2>{_words(_('Afterwards'))}</h2>"
    for fate in page.fates:
        title = ": ".join(filter(None, (fate.person, fate.title)))
        heading = f"<h3>{_words(title)}</h3>" if title else ""
        yield f'<section class="fate">{heading}{_paragraphs(fate.paragraphs)}</section>'
    yield "</main></body></html>"


def _table(rows: Iterable[RecordRow]) -> Iterator[str]:
    """Yield the table. Its roles are said once more: where it is laid out as no table, some browsers forget them."""
    written = [_row(row) for row in rows]
    if not written:
        yield f"<p>{_words(_('The Record is empty so far.'))}</p>"
        return
    heads = "".join(f'<th scope="col" role="columnheader">{_words(_(name))}</th>' for name in COLUMNS)
    yield f'<table role="table"><thead role="rowgroup"><tr role="row">{heads}</tr></thead><tbody role="rowgroup">'
    yield from written
    yield "</tbody></table>"


def _row(row: RecordRow) -> str:
    cells = (
        f'<td role="cell" data-column="{name}">{_paragraphs(paragraphs)}</td>' for name, paragraphs in columns(row)
    )
    return f'<tr role="row">{"".join(cells)}</tr>'


def _paragraphs(paragraphs: Paragraphs) -> str:
    return "".join(f"<p>{_prose(paragraph)}</p>" for paragraph in paragraphs)


def _prose(paragraph: str) -> str:
    return "".join(f"<em>{_words(run)}</em>" if marked else _words(run) for run, marked in emphasis(paragraph))


def _words(words: str) -> str:
    """Return words as HTML shows them. Control characters, which it may not hold, are left out."""
    shown = "".join(letter for letter in words if letter == "\n" or category(letter) != "Cc")
    return escape(shown).replace("\n", "<br>")
