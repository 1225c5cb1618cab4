"""Languages by their code, to choose from; any other code may be typed. Names are English, or as CLDR has them."""

from functools import lru_cache

from babel import Locale

from guarantors.address.languages import OTHERS, active

LANGUAGES: dict[str, str] = {
    "ar": "Arabic",
    "be": "Belarusian",
    "bg": "Bulgarian",
    "cs": "Czech",
    "da": "Danish",
    "de": "German",
    "el": "Greek",
    "en": "English",
    "es": "Spanish",
    "et": "Estonian",
    "fi": "Finnish",
    "fr": "French",
    "he": "Hebrew",
    "hr": "Croatian",
    "hu": "Hungarian",
    "it": "Italian",
    "ja": "Japanese",
    "ko": "Korean",
    "lt": "Lithuanian",
    "lv": "Latvian",
    "nl": "Dutch",
    "no": "Norwegian",
    "pl": "Polish",
    "pt": "Portuguese",
    "ro": "Romanian",
    "ru": "Russian",
    "sk": "Slovak",
    "sl": "Slovene",
    "sv": "Swedish",
    "tr": "Turkish",
    "uk": "Ukrainian",
    "zh": "Chinese",
}


def name_of(code: str) -> str:
    """Its name, or the code itself where it has none here."""
    return _name_of(code.lower(), active()) or code


def choices() -> list[tuple[str, str]]:
    """(code, name) of each."""
    return [(code, _name_of(code, active())) for code in LANGUAGES]


def code_of(text: str) -> str:
    """The code of a language that was typed by code or by name; other text as it is.

    Its name may be in any language of the site: a draft may be begun in one and finished in another.
    """
    typed = text.strip()
    return _codes().get(typed.lower(), typed.lower() if typed.lower() in LANGUAGES else typed)


def _name_of(code: str, spoken: str) -> str:
    english = LANGUAGES.get(code, "")
    return Locale.parse(spoken).languages.get(code, english) if english and spoken else english


@lru_cache
def _codes() -> dict[str, str]:
    return {_name_of(code, spoken).lower(): code for spoken in (*OTHERS, "") for code in LANGUAGES}
