"""Noun phrases for statements: what a channel is called, which system does the work."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from service.campaign import Campaign, DataUse, SystemUse
from service.catalogue.vocabulary import systems


@dataclass(frozen=True)
class ChannelWords:
    """How a channel is spoken of in a statement."""

    name: str
    send: str
    one: str
    platform: str
    kinds: tuple[str, ...]
    """Kinds of system in the catalogue that send on this channel."""
    verb: str = "send"


CHANNEL_WORDS: dict[str, ChannelWords] = {
    "email": ChannelWords("e-mail", "e-mails", "an e-mail", "the e-mail platform", ("esp", "marketing_automation")),
    "sms": ChannelWords("text messages", "text messages", "a text message", "the SMS gateway", ("sms_gateway",)),
    "push": ChannelWords("push messages", "push messages", "a push message", "the push service", ("push",)),
    "in_app": ChannelWords("in-app messages", "in-app messages", "an in-app message", "the app back end", ()),
    "messaging_app": ChannelWords("messaging apps", "messages", "a message", "the messaging service", ("messaging",)),
    "phone_call": ChannelWords("telephone calls", "calls", "a call", "the calling team", ("call_centre",), "make"),
    "letter": ChannelWords("post", "letters", "a letter", "the mailing house", ()),
}


def platform_for(campaign: Campaign, channel: str) -> str:
    """The named system that sends on this channel, else its plain name."""
    words = CHANNEL_WORDS.get(channel)
    if words is None:
        return "the sending platform"
    return named_system(campaign, words.kinds) or words.platform


_WALLETS = frozenset({"apple_pay", "google_pay", "shop_pay"})


def named_system(campaign: Campaign, kinds: Iterable[str]) -> str | None:
    """The first system of the brief whose kind is among these and that is more than a wish or a trial.

    What people pay with on their telephone comes last: the provider behind it reports the payment.
    """
    wanted = set(kinds)
    for system in sorted(campaign.systems, key=lambda one: one.id in _WALLETS):
        if system.kind in wanted and system.standing in ("in_use", "unknown"):
            return with_article(system.name)
    return None


_CUSTOMER_SYSTEMS = (
    "crm", "donor_database", "cdp", "loyalty", "membership", "student_record", "health_record", "insurance",
)  # fmt: skip


def customer_system(campaign: Campaign) -> str:
    """The system that holds the people: the CRM or donor database when named."""
    return named_system(campaign, _CUSTOMER_SYSTEMS) or "the customer system"


def system_kind(system_id: str | None) -> str:
    """The kind of a system in the catalogue; `system` when it is not known there."""
    entry = systems().get(system_id) if system_id else None
    return entry.kind if entry else "system"


def listed(names: Iterable[str], limit: int = 5) -> str:
    """`a, b and c`; beyond the limit `and others`."""
    unique = list(dict.fromkeys(name for name in names if name))
    if len(unique) > limit:
        unique = [*unique[:limit], "others"]
    if len(unique) < 2:
        return unique[0] if unique else ""
    return f"{', '.join(unique[:-1])} and {unique[-1]}"


def clipped(text: str, length: int = 90) -> str:
    """The text on one line, cut at a word with an ellipsis when longer than `length` characters; never in a number."""
    flat = plain(text)
    if len(flat) <= length:
        return flat
    kept = flat[:length].rsplit(" ", 1)[0]
    if kept[-1:].isdigit() and flat[len(kept)].isdigit():
        kept = kept.rstrip("0123456789.,:/")
    return kept.rstrip(" ,;:") + " ..."


_MARKS = re.compile(r"[<&*_`#~|\[\]]")
"""Signs with which markup begins: most texts hold none of them."""
_MARKUP = re.compile(r"</?[A-Za-z][^<>]{0,200}>|&[a-z]{2,8};|[*_`#~|]{1,3}|\[(?=[^\]]*\]\()|\]\([^)]*\)")


def plain(text: str) -> str:
    """The words without tags, Markdown signs and line breaks."""
    if _MARKS.search(text):
        text = _MARKUP.sub(" ", text)
    return " ".join(text.split())


def with_article(name: str) -> str:
    """`printer` becomes `the printer`; a proper name stays as it is."""
    first = name.partition(" ")[0]
    has_own = first.lower() in ("the", "our", "a", "an", "each", "every") or first.endswith(("'s", "’s"))
    return name if has_own or not name[:1].islower() else f"the {name}"


def file_name(system: SystemUse) -> str:
    """A file or desktop database in the words of the brief: `the Access database`; another system by its name."""
    words = system.evidence[0].quote if system.evidence else system.name
    named = system.kind == "desktop_database" and words != system.name and words.lower().endswith(("database", "file"))
    return f"the {words}" if named else with_article(system.name)


_SHEET = re.compile(r"\b(?:spreadsheets?|workbooks?|file|database|list|sheets?|excel|notebook)$", re.IGNORECASE)
_A_FILE = re.compile(r"\b[a-z]+$")
_WHERE = re.compile(r"^(?:kept |list )?(?:in|on) (?:a )?")


def unofficial_stores(campaign: Campaign) -> str:
    """Where data lies outside IT's care: systems of somebody's own, else the spreadsheets that the brief speaks of."""
    named = [file_name(system) for system in campaign.systems if system.standing == "unofficial"]
    sheets = (_WHERE.sub("", m.text) for m in campaign.reading.signals("spreadsheet_store") if _SHEET.search(m.text))
    return listed(named or (f"the {one}" if _A_FILE.search(one) else one for one in sheets)) or "unofficial places"


def platforms_beside(campaign: Campaign, use: DataUse) -> set[str]:
    """`a list of customers for a mailing by post`: the platforms of the channels that stand beside a list of people."""
    if use.element != "contact_list":
        return set()
    near = (m for place in use.evidence for m in campaign.reading.mentions_by_sentence[place.sentence])
    channels = {m.name for m in near if m.kind == "channel" and not m.negated}
    return {platform_for(campaign, send.channel) for send in campaign.sends if send.channel in channels}


def mid_sentence(text: str) -> str:
    """Text that began a sentence as it reads inside one: `Weekly` becomes `weekly`, `QR code` stays."""
    first = text.partition(" ")[0]
    return text if any(letter.isupper() for letter in first[1:]) else text[:1].lower() + text[1:]
