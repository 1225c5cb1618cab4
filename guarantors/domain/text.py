"""How text is compared: without case and diacritics, so that "Turkiye" finds "Türkiye"."""

import unicodedata


def folded(text: str) -> str:
    """The text as it is searched and sorted."""
    bare = unicodedata.normalize("NFKD", text.casefold().replace("ı", "i").replace("ł", "l").replace("ø", "o"))
    return "".join(character for character in bare if not unicodedata.combining(character))
