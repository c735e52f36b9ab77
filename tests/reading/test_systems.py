"""Systems are told from words, labels and products that are only possible."""

from schemas.brief import Sentence, SentenceKind
from service.campaign import Mention
from service.reading.lexicon import lexicon
from service.reading.scan import scan_sentence
from service.reading.systems import read_known_systems


def systems_in(text: str, *, kind: SentenceKind = "prose", above: tuple[str, ...] = ()) -> list[Mention]:
    sentence = Sentence(id="S1", start=0, end=len(text), text=text, kind=kind, context=list(above))
    return read_known_systems(scan_sentence(sentence, lexicon("en")))


def in_use(text: str, *, kind: SentenceKind = "prose", above: tuple[str, ...] = ()) -> set[str | None]:
    return {mention.name for mention in systems_in(text, kind=kind, above=above) if mention.role != "example"}


def test_named_systems() -> None:
    assert in_use("Orders live in Shopify and mails go through Klaviyo.") == {"shopify", "klaviyo"}
    assert in_use("The form must be compatible with Salesforce.") == {"salesforce"}
    assert in_use("Rooms are sold through Booking.com.") == {"booking_com"}


def test_products_that_are_only_possible() -> None:
    assert in_use("Easy to install: compatible with Shopify and WordPress") == set()
    assert in_use("Mailchimp", kind="item", above=("Recommended platforms",)) == set()
    assert in_use("Renders well in Gmail on the desktop") == set()


def test_labels_scores_and_paths() -> None:
    assert in_use("Active Campaign: the one from March") == set()
    assert in_use("Lighthouse score above 90") == set()
    assert in_use("Upload it to klaviyo_drafts/ today") == set()


def test_words_that_are_products_in_the_place_of_a_tool() -> None:
    assert in_use("Reservations is Sabre.") == {"sabre"}
    assert in_use("Franchisees are a mix of Aloha and PAR Brink.") == {"aloha", "par_brink"}
    assert in_use("An Aloha-type box stands there.") == set()


def test_what_nothing_may_leave_is_there() -> None:
    (mention,) = systems_in("Card data never leaves Adyen.")
    assert not mention.negated


def test_an_acronym_of_sales_is_no_language() -> None:
    assert in_use("Cost per SQL is 310 euro.") == set()
    assert in_use("A SQL query fills the table.") == {"sql"}


def test_names_with_a_slash_and_topics() -> None:
    assert in_use("The S/4HANA cutover is in March.") == {"sap_s4hana"}
    assert in_use("The contact is Ola Brandt, CRM owner.") == set()
