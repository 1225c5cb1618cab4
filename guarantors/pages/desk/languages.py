"""Languages by their code, to choose from; any other code may be typed."""

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
    return LANGUAGES.get(code.lower(), code)


def code_of(text: str) -> str:
    """The code of a language that was typed by code or by name; other text as it is."""
    typed = text.strip()
    by_name = {name.lower(): code for code, name in LANGUAGES.items()}
    return by_name.get(typed.lower(), typed.lower() if typed.lower() in LANGUAGES else typed)
