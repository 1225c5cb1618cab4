"""The small pieces of every table: chip, glyph and flag. Functions, since an include in a loop costs ten times more."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()

_GLYPH = '<svg class="g" viewBox="0 0 12 12" aria-hidden="true"><use href="#g-{}"/></svg>'


@register.simple_tag
def glyph(level: str) -> SafeString:
    """The shape of a level; always beside its word."""
    return format_html(_GLYPH, level)


@register.simple_tag
def chip(level: str, label: str) -> SafeString:
    """Colour, glyph and word: never colour alone."""
    return format_html('<span class="chip s-{}">' + _GLYPH + "{}</span>", level, level, label)


@register.simple_tag
def flag(src: str) -> SafeString:
    """A flag is decoration: the name stands beside it."""
    return format_html('<img class="flag" src="{}" alt="" width="20" height="15" loading="lazy">', src)
