"""What tokens cost, and tables of prices that hold or say where they do not."""

import pytest

from schemas.specification import Tokens
from service.errors import ConfigurationError
from service.llm.prices import Price, parse_prices

TOML = b"""["gpt-4.1"]
input = 2.0
cached_input = 0.5
output = 8
currency = "USD"
"""
YAML = b"gpt-4.1: {input: 2.0, cached_input: 0.5, output: 8, currency: USD}"
PRICE = Price(input=2, cached_input=0.5, output=8, currency="USD")


@pytest.mark.parametrize(("data", "name"), [(TOML, "prices.toml"), (TOML, "PRICES.TOML"), (YAML, "prices.yaml")])
def test_a_table_is_read_as_what_its_name_says(data: bytes, name: str) -> None:
    assert parse_prices(data, name) == {"gpt-4.1": PRICE}


@pytest.mark.parametrize("name", ["empty.toml", "empty.yaml"])
def test_an_empty_table_has_no_prices(name: str) -> None:
    assert parse_prices(b"", name) == {}


@pytest.mark.parametrize(
    ("tokens", "cost"),
    [
        (Tokens(), 0.0),
        (Tokens(input=1_000_000), 2.0),
        (Tokens(input=1_000_000, cached=400_000, output=100_000), 1.2 + 0.2 + 0.8),
        (Tokens(input=10, cached=50), 0.000005),
        (Tokens(output=1), 0.000008),
    ],
)
def test_cached_tokens_are_a_part_of_the_input_at_their_own_price(tokens: Tokens, cost: float) -> None:
    assert PRICE.cost(tokens) == pytest.approx(cost)


def test_without_a_price_of_their_own_cached_tokens_cost_what_others_do() -> None:
    price = Price(input=2, output=8, currency="EUR")
    assert price.cost(Tokens(input=1_000_000, cached=1_000_000)) == 2.0


@pytest.mark.parametrize(
    ("data", "name", "complaint"),
    [
        (b"[gpt-4.1]\ninput = 1", "prices.toml", "gpt-4"),
        (b"[m]\ninput = -1\noutput = 1\ncurrency = 'USD'", "prices.toml", "m.input"),
        (b"m: {input: 1, output: 1, currency: dollars}", "prices.yaml", "m.currency"),
        (b"m: {input: 1, output: 1, currency: USD, per: 1000}", "prices.yaml", "m.per"),
        (b"m: {input: .inf, output: 1, currency: USD}", "prices.yaml", "m.input"),
        (b"- 1", "prices.yaml", "dict"),
        (b"[m", "prices.toml", "not valid"),
        (b"m: [", "prices.yaml", "not valid"),
        (b"\xff\xfe", "prices.yaml", "not valid"),
    ],
)
def test_a_table_that_does_not_hold_is_refused_with_its_place(data: bytes, name: str, complaint: str) -> None:
    with pytest.raises(ConfigurationError, match=name) as refused:
        parse_prices(data, name)
    assert complaint in refused.value.message
