"""Texts that name numbers, dates and channels and yet ask IT for nothing: adverts for a job."""

import re

_ENOUGH = 4
"""Cues of an advert that must come together: a campaign to find staff has one or two of them. House default."""
_CUES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\b(?:what you(?:['’]ll| will) (?:do|bring|need)|what you bring|your (?:role|responsibilities|profile"
        r"|tasks))\b",
        r"\byou(?:['’]ll| will) (?:be|have|lead|own|manage|report to|work|join)\b",
        r"\b(?:we(?:['’]re| are) (?:looking for|hiring|recruiting)|join our team)\b",
        r"\bsend (?:us )?(?:your |a )(?:cv|résumé|resume|application|cover(?:ing)? letter)\b",
        r"\b(?:how to apply|to apply,? (?:send|please)|applications? (?:close|by)|closing date for applications)\b",
        r"\b(?:what we offer|we offer|benefits include)\b",
        r"\b(?:depending on experience|salary|per annum|pro rata|days of (?:holiday|leave|vacation)|pension scheme)\b",
        r"\b(?:first|second|job)? ?interviews? (?:take place|will be held|are (?:held|planned))\b",
        r"\b(?:years (?:of experience|in an?)|experience (?:with|in|of)|a working knowledge of)\b",
        r"\b(?:full[- ]time|part[- ]time|hybrid|remote|maternity cover|fixed[- ]term|permanent (?:post|role"
        r"|position))\b",
    )
)


def is_job_advert(text: str) -> bool:
    """Tell whether the text looks for somebody to employ, and not for customers."""
    return sum(cue.search(text) is not None for cue in _CUES) >= _ENOUGH
