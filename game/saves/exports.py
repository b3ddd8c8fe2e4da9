"""The Record of a run in the forms that can be taken out of the game."""

from pathlib import Path

from game.language import _
from game.saves.files import Form, write_beside
from game.saves.record_html import as_html
from game.saves.record_markdown import as_markdown
from game.saves.record_page import page_of
from game.saves.session import Session


def record_text(session: Session, form: Form) -> str:
    """Return the Record of a run, as it stands, in a form."""
    return (as_html if form is Form.HTML else as_markdown)(page_of(session))


def export_record(session: Session, form: Form, folder: Path) -> Path:
    """Write the Record of a run beside other exports and return where. Raises SaveError if it cannot be written."""
    title = session.title or session.playthrough.player
    return write_beside(folder, _("{title} Record", title=title), form, record_text(session, form))
