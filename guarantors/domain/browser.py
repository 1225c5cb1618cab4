"""What a browser says that it is, roughly: enough for its owner to know it again, and no more."""

_BROWSERS = {
    "Edg": "Edge",
    "OPR/": "Opera",
    "SamsungBrowser": "Samsung Internet",
    "FxiOS": "Firefox",
    "Firefox/": "Firefox",
    "CriOS": "Chrome",
    "Chrom": "Chrome",
    "Safari/": "Safari",
}
_SYSTEMS = {
    "Android": "Android",
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Windows": "Windows",
    "Mac OS": "macOS",
    "CrOS": "ChromeOS",
    "Linux": "Linux",
}


def coarse(user_agent: str) -> tuple[str, str]:
    """The name of the browser and that of its system, such as Firefox and Linux; "" for one that is not known.

    The order of the marks counts: most browsers also claim to be some others.
    """
    return _named(user_agent, _BROWSERS), _named(user_agent, _SYSTEMS)


def _named(user_agent: str, marks: dict[str, str]) -> str:
    return next((name for mark, name in marks.items() if mark in user_agent), "")
