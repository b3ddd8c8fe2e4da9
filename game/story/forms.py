"""What the fields of a part say, as forms: each makes a value of a node, or says all that does not fit.

The types of the fields are the one declaration behind reading, JSON Schema and the reference page. They are made of
kinds of scalars (see ``fields``), a few literal words, lists, mappings with keys of the author's own, parts, and
alternatives of different shapes.
"""

import re
from collections.abc import Mapping as Dictionary
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, TypeAlias, Union, get_args, get_origin, get_type_hints

from msgspec import Struct
from msgspec.structs import fields

from game.story.fields import Kind, one_of
from game.story.misfits import MISSING_KEY, UNKNOWN_KEY, WRONG_SHAPE, Complaint, Misfit, misfit
from game.story.nodes import Listing, Mapping, Node, Scalar
from game.story.parts import Part, Root

_LISTED = re.compile(r"\w+(?:, *\w+)*")
SHAPES: Dictionary[type[Node], str] = {
    Scalar: "a word",
    Listing: "a list",
    Mapping: "a mapping: keys, each with a colon",
}


class ListForm(Struct, frozen=True):
    """A list of things of one form."""

    item: "Form"

    def read(self, node: Node) -> list[Any]:
        """Return the items. Raises Misfit."""
        if not isinstance(node, Listing):
            raise misfit(WRONG_SHAPE, expected=SHAPES[Listing], hint=self._in_brackets(node))
        read, items, wrong = self.item.read, [], list[Complaint]()
        for place, item in enumerate(node.items):
            try:
                items.append(read(item))
            except Misfit as error:
                wrong += error.under(place)
        if wrong:
            raise Misfit(wrong)
        return items

    def _in_brackets(self, node: Node) -> str:
        """Return a hint for words that only lack the brackets of a list."""
        are_words = isinstance(self.item, Kind) and isinstance(node, Scalar) and _LISTED.fullmatch(node.text)
        return f"Write `[{node.text}]`." if isinstance(node, Scalar) and are_words else ""


class TableForm(Struct, frozen=True):
    """A mapping with keys of the author's own, to things of one form."""

    value: "Form"

    def read(self, node: Node) -> dict[str, Any]:
        """Return the values by their keys. Raises Misfit."""
        if not isinstance(node, Mapping):
            raise misfit(WRONG_SHAPE, expected=SHAPES[Mapping])
        read, values, wrong = self.value.read, {}, list[Complaint]()
        for key, value in node.entries.items():
            try:
                values[key] = read(value)
            except Misfit as error:
                wrong += error.under(key)
        if wrong:
            raise Misfit(wrong)
        return values


class AnyForm(Struct, frozen=True):
    """One of several forms, which the shape of the node tells apart."""

    forms: "Dictionary[type[Node], Form]"

    def read(self, node: Node) -> Any:  # noqa: ANN401 - what the form makes
        """Return the value. Raises Misfit."""
        form = self.forms.get(type(node))
        if form is None:
            raise misfit(WRONG_SHAPE, expected=" or ".join(SHAPES[shape] for shape in SHAPES if shape in self.forms))
        return form.read(node)


class FieldForm(Struct, frozen=True):
    """A key of a part: the field that it is for, its form, and what stands there where it is not written."""

    name: str
    form: "Form"
    default: Any
    """``NODEFAULT`` where it must be written, or where the field is then empty."""


class PartForm(Struct, frozen=True):
    """A part."""

    part: type[Part]
    fields: Dictionary[str, FieldForm]
    required: tuple[str, ...]

    def read(self, node: Node) -> Part:
        """Return the part. Raises Misfit."""
        if not isinstance(node, Mapping):
            shape = "a list" if isinstance(node, Listing) else "a text"
            raise misfit(WRONG_SHAPE, f"Here stands {shape}.", SHAPES[Mapping])
        known, values, wrong = self.fields, dict[str, Any](node=node), list[Complaint]()
        for key, value in node.entries.items():
            field = known.get(key)
            if field is None:
                wrong.append(Complaint(UNKNOWN_KEY, path=(key,), known=tuple(sorted(known))))
                continue
            try:
                values[field.name] = field.form.read(value)
            except Misfit as error:
                wrong += error.under(key)
        wrong += [Complaint(MISSING_KEY, path=(key,)) for key in self.required if key not in node.entries]
        if wrong:
            raise Misfit(wrong)
        return self.part(**values)


class RootForm(Struct, frozen=True):
    """A file that is no part."""

    file: type[Root]
    form: "Form"

    def read(self, node: Node) -> Root:
        """Return the file. Raises Misfit."""
        return self.file(self.form.read(node))


Form: TypeAlias = Kind | ListForm | TableForm | AnyForm | PartForm | RootForm


@cache
def form_of(model: type[Part | Root]) -> PartForm | RootForm:
    """Return the form of a part or of a file."""
    types = get_type_hints(model, include_extras=True)
    if issubclass(model, Root):
        return RootForm(model, _form(types["root"]))
    own = [field for field in fields(model) if field.name != "node"]
    return PartForm(
        model,
        {one.encode_name: FieldForm(one.name, _form(types[one.name]), one.default) for one in own},
        tuple(one.encode_name for one in own if one.required),
    )


def _form(written: Any) -> Form:  # noqa: ANN401 - any type that a field says
    inside = get_args(written)
    match get_origin(written):
        case origin if origin is Annotated:
            kind: Kind = inside[1]
            return kind
        case origin if origin is Literal:
            return one_of(inside)
        case origin if origin is list:
            return ListForm(_form(inside[0]))
        case origin if origin is dict:
            return TableForm(_form(inside[1]))
        case origin if origin in {Union, UnionType}:
            forms = [_form(one) for one in inside if one is not NoneType]
            return forms[0] if len(forms) == 1 else AnyForm({_shape(form): form for form in forms})
    return form_of(written)


def _shape(form: Form) -> type[Node]:
    return Listing if isinstance(form, ListForm) else Scalar if isinstance(form, Kind) else Mapping
