"""SVG elements as text: what is not markup is escaped, numbers are short."""

from __future__ import annotations

from html import escape
from typing import final


@final
class Markup(str):
    """Text that is SVG already."""

    __slots__ = ()


def element(tag: str, *children: str, **attributes: str | float | None) -> Markup:
    """One element; a child that is not markup is escaped, an attribute that is None left out.

    >>> element("text", "a < b", x=1.26, class_="day")
    '<text x="1.3" class="day">a &lt; b</text>'
    """
    written = "".join(_attribute(k, v) for k, v in attributes.items() if v is not None)
    inner = "".join(c if isinstance(c, Markup) else Markup(clean(c)) for c in children)
    return Markup(f"<{tag}{written}>{inner}</{tag}>" if inner else f"<{tag}{written}/>")


def clean(text: str) -> str:
    """Text that can stand in XML: escaped, without the characters XML forbids."""
    return escape("".join(c for c in text if _allowed(c)), quote=True)


def _allowed(character: str) -> bool:
    code = ord(character)
    inner = 0x20 <= code <= 0xD7FF or 0xE000 <= code <= 0xFFFD or code >= 0x10000
    return inner or character in "\t\n"


def _attribute(name: str, value: str | float) -> str:
    known = name.rstrip("_").replace("_", "-") if name != "viewBox" else name
    shown = value if isinstance(value, str) else short(value)
    return f' {known}="{clean(shown)}"'


def short(number: float) -> str:
    """A number with at most one decimal.

    >>> short(3.0), short(2.04), short(-0.01)
    ('3', '2', '0')
    """
    text = f"{number:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def canvas(*children: str, width: float, height: float, name: str, about: tuple[str, str]) -> str:
    """The outermost element, named and described by `about` for those who cannot see it."""
    title, description = about
    return element(
        "svg",
        element("title", title, id=f"{name}-title"),
        element("desc", description, id=f"{name}-desc"),
        *children,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {short(width)} {short(height)}",
        width=width,
        height=height,
        class_="scene",
        role="group",
        aria_labelledby=f"{name}-title",
        aria_describedby=f"{name}-desc",
    )
