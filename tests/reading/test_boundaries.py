"""Sixty texts cut by hand before the splitter was written; the libraries were measured on the same."""

import pytest

from service.reading.boundaries import split

# Language, then the sentences that a reader sees.
CASES: list[tuple[str, list[str]]] = [
    ("en", ["We send the mail at 7 a.m. on Monday.", "The list has 2.4 million rows."]),
    ("en", ["Doors open at 6.30pm.", "Tickets go on sale at 10 a.m.", "Nobody is let in later."]),
    ("en", ["The voucher is worth £3.50 per visit.", "It runs out after 30 days."]),
    ("en", ["Dr. Patel signs off the copy.", "Mr. J. K. Osei pays for it."]),
    ("en", ["Use a short link, e.g. ovenly.example/win, on the poster.", "Print it large."]),
    ("en", ["We need name, phone etc. from the form.", "Nothing else."]),
    ("en", ["Cost per lead must stay under 85 EUR.", "Budget approx. 42,000 EUR incl. media."]),
    ("en", ["Harrow & Co. Ltd. runs the booth.", "They keep the badge scans."]),
    ("en", ["The U.S. list is separate.", "So is the one for the U.K."]),
    ("en", ["See section 3.2 for details.", "Version 1.4.2 of the app is live."]),
    ("en", ["Can IT confirm by Friday?", "If not, tell us why!"]),
    ("en", ['He said "This cannot fail again."', "We agree."]),
    ("en", ["Stock runs low (see chart no. 4).", "Hence the early start."]),
    ("en", ["Visit www.birchfield.example.", "Then log in."]),
    ("en", ["Is that allowed?!", "Nobody knows..."]),
    ("en", ["We expect a rush ... maybe 5,000 people.", "Be ready."]),
    ("en", ["Last year 1.2m visits and it went down.", "This must not happen again."]),
    ("en", ["Data is in Node.js services and a file called members.csv.", "Ask Ana."]),
    ("en", ["We start Dec. 1 and stop Jan. 6.", "No mails on Sundays."]),
    ("en", ["It is for members only.", "iPhone users get a push."]),
    ("en", ["Sales want it live by Q3.", "100 leads would do."]),
    ("en", ["Contact the press office (press@garlic.example).", "They know."]),
    ("en", ["The offer ends 30.11.2026.", "After that the page redirects."]),
    ("en", ["A vs. B test runs a week.", "Winner takes all."]),
    ("en", ["Send it to approx. 900k people.", "Fig. 2 shows the split."]),
    ("en", ["Approved by the board on 3 May.", "(Minutes attached.)", "Work starts now."]),
    ("en", ["J. Moreno, Sr. Manager, owns the budget.", "St. Albans is out of scope."]),
    ("en", ["The page loads in 1.8 s.", "Target is 1 s."]),
    ("en", ["We open at 9:00.", "We close at 17:30."]),
    ("en", ["Yahoo! mail users get plain text.", "Others get HTML."]),
    ("en", ["All done ✅"]),
    ("en", ["No. 10 is closed.", "Use entrance no. 12."]),
    ("en", ["Emails go out Mon., Wed. and Fri. at noon.", "Texts only on Sat."]),
    ("en", ["Do we have consent?", "No.", "We must ask."]),
    ("en", ["Max. 5 fields, min. 2.", "Phone is optional."]),
    ("en", ["Ph.D. students are a segment.", "B.Sc. students are not."]),
    ("en", ["Lapsed givers (c. 41,000) get a letter.", "Nobody else does."]),
    ("en", ["a text to all with a mobile (11,800).", "posters in the lobbies (and shops).", "then calls"]),
    ("de", ["Der Versand läuft um 10:00 Uhr.", "Danach ruht der Kanal."]),
    ("de", ["Wir nutzen z. B. Karten, Plakate usw. in den Filialen.", "Mehr nicht."]),
    ("de", ["Start ist am 3. Mai 2027 um ca. 9 Uhr.", "Ende ist am 31. Mai."]),
    ("de", ["Die Liste hat 1.850 Einträge.", "Davon sind ca. 200 doppelt."]),
    ("de", ["Hr. Dr. Weiß prüft das bzgl. Datenschutz.", "Fr. Klee gibt frei."]),
    ("de", ["Das gilt d. h. auch für Kinder unter 16 J. in der App.", "Bitte klären."]),
    ("de", ["Im 2. Quartal folgt der 3. Flyer.", "Der 1. war im März."]),
    ("fr", ["Le site ouvre le 1er mars à 12h00.", "M. Caron valide les textes."]),
    ("fr", ["Env. 3 000 abonnés, cf. annexe.", "Mme. Roux tient la liste."]),
    ("fr", ["Est-ce possible ?", "Oui !", "Merci de confirmer."]),
    ("es", ["El Sr. Vega firma el contrato.", "¿Quién guarda los datos?", "Nadie lo sabe."]),
    ("es", ["Son aprox. 12.500 socios en EE. UU. y México.", "La meta es 15 %."]),
    ("pt", ["A Dra. Lima aprova o texto.", "São 4.000 alunos, p. ex. do 3.º ano.", "O prazo é curto."]),
    ("en", ["Three rules apply: (1) ask first, (2) store little, (3) delete early.", "No exceptions."]),
    ("en", ["Sept. sales fell.", "Oct. looks better."]),
    ("en", ["The tool is called Hey.me!", "It is a trial."]),
    ("en", ["The price is $5.", "99 people paid it."]),
    ("en", ["Prices start at 5.99 and end at 19.99.", "VAT is included."]),
    ("en", ["We email ~1.5 lakh customers.", "The DND list applies."]),
    ("en", ["The deadline is 5 p.m. CET on the 4th.", "The team in N. Ireland is late."]),
    ("en", ['"Why us?" asked the printer.', '"Because you are near," we said.']),
    ("en", ["Ask for age, postcode, and interests.", "then store them in the CRM."]),
    ("en", ["We use Acme Inc. for print and Bolt LLC for web.", "Both have contracts."]),
    ("en", ["We pay 10 ct. per click, i.e. little.", "Cap it at 500 a day."]),
    ("ja", ["登録は三日で終わります。", "顧客データは社内にあります。"]),
]


def cut(text: str, language: str) -> list[str]:
    return [text[start:end].strip() for start, end in split(text, 0, len(text), language)]


@pytest.mark.parametrize(("language", "sentences"), CASES)
def test_sentences_end_where_a_reader_ends_them(language: str, sentences: list[str]) -> None:
    separator = "" if language == "ja" else " "
    assert cut(separator.join(sentences), language) == sentences


def test_markup_that_was_blanked_does_not_hide_an_end() -> None:
    assert cut("We must not fail  .   That is all.", "en") == ["We must not fail  .", "That is all."]


def test_a_line_break_is_a_blank() -> None:
    assert cut("It starts at\n9 a.m. on Monday.\nIt ends at 5.", "en") == [
        "It starts at\n9 a.m. on Monday.",
        "It ends at 5.",
    ]


def test_only_the_range_is_cut() -> None:
    text = "One. Two. Three. Four."
    assert [text[a:b] for a, b in split(text, 5, 16)] == ["Two.", " Three."]


def test_an_unfinished_sentence_is_kept() -> None:
    assert cut("Done. And then", "en") == ["Done.", "And then"]
