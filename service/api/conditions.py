"""Conditions on a request: the tags that an If-Match or If-None-Match header names (RFC 9110, section 13.1)."""

import re

_TAG = re.compile(r'(W/)?("[\x21\x23-\x7e\x80-\xff]*")')


def names(header: str, tag: str, *, weakly: bool = True) -> bool:
    """Whether a header names this tag, or any by `*`. A weak tag, which proxies make, counts only `weakly`."""
    if header.strip() == "*":
        return True
    return any(given == tag and (weakly or not weak) for weak, given in _TAG.findall(header))
