"""Forms of money and what they are for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.reading.quantity_reading import only, read

FORMS = [
    ("It is worth £3.2m in sales.", "en", "£3.2m", 3_200_000, "GBP"),
    ("The budget is GBP 180k.", "en", "GBP 180k", 180_000, "GBP"),
    ("It raised 400,000 pounds.", "en", "400,000 pounds", 400_000, "GBP"),
    ("Budget 42,000 EUR.", "en", "42,000 EUR", 42_000, "EUR"),
    ("A lead costs €85.", "en", "€85", 85, "EUR"),
    ("Ein Lead kostet 85 €.", "de", "85 €", 85, "EUR"),
    ("Budget: 1,5 Mio. EUR.", "de", "1,5 Mio. EUR", 1_500_000, "EUR"),
    ("Budget: EUR 1,5 Mio.", "de", "EUR 1,5 Mio.", 1_500_000, "EUR"),
    ("Budget: 400 T€ für Medien.", "de", "400 T€", 400_000, "EUR"),
    ("Der Bon liegt bei 14,20 €.", "de", "14,20 €", 14.2, "EUR"),
    ("Der Etat beträgt 1.850 Euro.", "de", "1.850 Euro", 1_850, "EUR"),
    ("El presupuesto es de 260.000 €.", "es", "260.000 €", 260_000, "EUR"),
    ("Son 3,5 millones de euros.", "es", "3,5 millones de euros", 3_500_000, "EUR"),
    ("Le budget est de 45 000 €.", "fr", "45 000 €", 45_000, "EUR"),
    ("O orçamento é R$ 250 mil.", "pt", "R$ 250 mil", 250_000, "BRL"),
    ("Profit grew by ₹21 million.", "en", "₹21 million", 21_000_000, "INR"),
    ("A budget of Rs. 3 lakh.", "en", "Rs. 3 lakh", 300_000, "INR"),
    ("A budget of CHF 12'000.", "en", "CHF 12'000", 12_000, "CHF"),
    ("A budget of NOK 250 000.", "en", "NOK 250 000", 250_000, "NOK"),
    ("A fee of S$25.", "en", "S$25", 25, "SGD"),
    ("A pipeline of USD 2.1M.", "en", "USD 2.1M", 2_100_000, "USD"),
    ("It cost $4.5MM.", "en", "$4.5MM", 4_500_000, "USD"),
    ("It costs 500 US dollars.", "en", "500 US dollars", 500, "USD"),
    ("A text costs £0.031.", "en", "£0.031", 0.031, "GBP"),
    ("It costs 20 pence.", "en", "20 pence", 0.2, "GBP"),
    ("A text costs 4p.", "en", "4p", 0.04, "GBP"),
    ("Budget TEUR 180.", "en", "TEUR 180", 180_000, "EUR"),
    ("The kit costs 45 kEUR.", "en", "45 kEUR", 45_000, "EUR"),
    ("A fee of €k 40.", "en", "€k 40", 40_000, "EUR"),
    ("Money: 85 tys. zł net.", "en", "85 tys. zł", 85_000, "PLN"),
    ("A prize of 300 tis. Kč.", "en", "300 tis. Kč", 300_000, "CZK"),
    ("The media cost Rp 25 juta.", "en", "Rp 25 juta", 25_000_000, "IDR"),
    ("Each agent gets Ksh 500.", "en", "Ksh 500", 500, "KES"),
    ("Kita no yosan 500万円.", "en", "500万円", 5_000_000, "JPY"),
    ("Durban: up to R650k for radio.", "en", "R650k", 650_000, "ZAR"),
    ("Soweto gets the R50 voucher.", "en", "R50", 50, "ZAR"),
    ("Lagos pays N5,000 a head.", "en", "N5,000", 5_000, "NGN"),
    ("Karachi: Rs 900 off.", "en", "Rs 900", 900, "PKR"),
    ("We have two million euros.", "en", "two million euros", 2_000_000, "EUR"),
]


@pytest.mark.parametrize(("text", "language", "span", "value", "unit"), FORMS)
def test_reads_money(text: str, language: str, span: str, value: float, unit: str) -> None:
    money = only(text, "money", language)
    assert (money.text, money.value, money.unit) == (span, value, unit)


@pytest.mark.parametrize(
    ("text", "span", "low", "high"),
    [
        ("The salary is $40,000-$62,000.", "$40,000-$62,000", 40_000, 62_000),
        ("Prices are £5 to £10.", "£5 to £10", 5, 10),
        ("Prices are 5-10 EUR.", "5-10 EUR", 5, 10),
        ("Prices lie between €5 and €10.", "€5 and €10", 5, 10),
    ],
)
def test_reads_a_range_of_money(text: str, span: str, low: float, high: float) -> None:
    money = only(text, "money")
    assert (money.text, money.value, money.high) == (span, low, high)


@pytest.mark.parametrize(
    ("text", "span", "per"),
    [
        ("Budget: 50€/Monat.", "50€", "month"),
        ("We spend £5,000 a month on ads.", "£5,000", "month"),
        ("It costs £0.05 per text.", "£0.05", "text"),
        ("It costs €20 per year.", "€20", "year"),
    ],
)
def test_says_what_an_amount_is_counted_by(text: str, span: str, per: str) -> None:
    money = only(text, "money")
    assert (money.text, money.per) == (span, per)


def test_a_budget_without_currency_is_money_without_unit() -> None:
    money = only("The budget is 42,000 in all.", "money")
    assert (money.text, money.unit, money.note) == ("42,000", None, "currency not stated")


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("Kampagnen i Norge koster 500 kr.", "NOK"),
        ("Our shop in Sweden sells it for 500 kr.", "SEK"),
        ("It costs 500 kr.", None),
    ],
)
def test_krone_takes_the_country_that_the_text_names(text: str, unit: str | None) -> None:
    assert only(text, "money").unit == unit


def test_dollar_takes_the_currency_that_the_text_names() -> None:
    assert only("Our members in Canada pay $40.", "money").unit == "CAD"
    assert only("Our members pay $40.", "money").note == "$ read as USD"


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Budget is £180k including media.", "budget"),
        ("There is £55k for media.", "budget"),
        ("Our goal is to bring in £2.4m of repeat sales.", "target"),
        ("Last winter's appeal raised £310,000.", "past_result"),
        ("Members get a £10 voucher.", "price"),
        ("Entry fee £18.", "price"),
        ("Keep cost per lead under €85.", "limit"),
        ("We want to raise average sponsorship from £96 to £110.", "baseline"),
    ],
)
def test_role_of_money(text: str, role: str) -> None:
    money = [mention for mention in read(text) if mention.kind == "money"]
    assert money[0].role == role


@given(st.integers(min_value=1, max_value=99_999_999), st.sampled_from(["£", "€", "₹"]))
def test_money_round_trips(amount: int, sign: str) -> None:
    money = only(f"The budget is {sign}{amount:,} in all.", "money")
    assert (money.value, money.text) == (amount, f"{sign}{amount:,}")


@pytest.mark.parametrize(
    "text",
    [
        "Requirement R180 and R2.3m are open.",
        "In Durban we meet in room R20, near the R21.",
        "Cape Town, version R2 follows.",
        "Lagos nurses wear N95 masks.",
        "The mast is 500 ft high and 12 riders won.",
    ],
)
def test_letters_that_are_no_money(text: str) -> None:
    assert [found for found in read(text) if found.kind == "money"] == []


def test_a_part_of_a_sum_has_its_currency() -> None:
    found = read("We reach 5,000 growers. Budget is KES 6.8 million, of which 2.1m is for messages.")
    money = [(item.value, item.unit) for item in found if item.kind == "money"]
    assert money == [(6_800_000, "KES"), (2_100_000, "KES")]


def test_a_column_names_the_currency_of_its_cells() -> None:
    context = ["Cost item: Letters", "Budget (EUR): 61,000"]
    found = read("| Letters | 61,000 |", kind="row", context=context)
    assert [(m.kind, m.value, m.unit) for m in found] == [("money", 61_000, "EUR")]
    context = ["Group: Letters", "Number: 61,000"]
    assert [m.kind for m in read("| Letters | 61,000 |", kind="row", context=context)] == ["count"]


@pytest.mark.parametrize(
    ("label", "value", "unit"),
    [
        ("Budget (TEUR)", 61_000_000, "EUR"),
        ("Cost (£000)", 61_000_000, "GBP"),
        ("Cost (€k)", 61_000_000, "EUR"),
        ("Cost EUR '000", 61_000_000, "EUR"),
        ("Cost (EUR, net)", 61_000, "EUR"),
        ("Cost in RMB", 61_000, "CNY"),
        ("Cost ($)", 61_000, "USD"),
        ("Koszt (zł)", 61_000, "PLN"),
    ],
)
def test_a_column_names_thousands_with_its_currency(label: str, value: int, unit: str) -> None:
    found = read("| Letters | 61,000 |", kind="row", context=["Cost item: Letters", f"{label}: 61,000"])
    assert [(m.kind, m.value, m.unit) for m in found] == [("money", value, unit)]


@pytest.mark.parametrize("label", ["MAD conference", "Cost (EUR million)", "XEUR", "Group (PRM)"])
def test_a_heading_that_only_looks_like_a_currency_leaves_the_cell_a_count(label: str) -> None:
    found = read("| Letters | 61,000 |", kind="row", context=["Cost item: Letters", f"{label}: 61,000"])
    assert [m.kind for m in found] == ["count"]
