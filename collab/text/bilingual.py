"""A line in both languages, for entries that are rendered once for all readers."""

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, override


def both(msgid: str, **params: object) -> SafeString:
    """The message in Chinese and in English; the style sheet shows the language of the page.

    A parameter that is a callable is called in each language, so that names of offices follow.
    """
    shown = []
    for language in ("zh-hans", "en"):
        with override(language):
            values = {name: value() if callable(value) else value for name, value in params.items()}
            text = gettext(msgid)
            shown.append(text % values if values else text)
    return format_html(
        '<span class="only-zh" lang="zh-Hans">{}</span><span class="only-en" lang="en">{}</span>', *shown
    )
