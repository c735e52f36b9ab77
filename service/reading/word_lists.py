"""Lists of words written as running text, which stay readable where a list of quoted words would not."""


def word_list(text: str) -> tuple[str, ...]:
    """Return the words of `text` in their order."""
    return tuple(text.split())


def word_set(text: str) -> frozenset[str]:
    """Return the words of `text`, for the question whether one is among them."""
    return frozenset(text.split())
