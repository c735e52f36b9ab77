"""Totals and their parts: totals that are not the sum of their parts, and look-alikes that hold."""

import pytest

from tests.computing.clashes.claims import claims

FOUND = [
    "Budget: GBP 60,000 in total: GBP 25,000 for film, GBP 20,000 for media, GBP 18,000 for print.",
    "We have 90k EUR all in (agency 40k, media 35k, tools 20k).",
    "| Item | Cost |\n|---|---|\n| Media | £40,000 |\n| Print | £15,000 |\n| Agency | £20,000 |\n| Total | £70,000 |",
    "The 50,000 households are split into 20,000 in Leeds, 18,000 in York and 15,000 in Hull.",
    "Budget\n- Media: £30,000\n- Print: £12,000\n- Agency: £9,000\nTotal: £48,000",
    "Costs: film EUR 20,000, media EUR 30,000, print EUR 10,000. Total EUR 55,000.",
    "Total budget of $120k: $50k TV, $40k radio, $45k online.",
    "Our 64,000 active customers get the mail.\n\n| Country | Active customers |\n|---|---|\n| Spain | 20,000 |\n| Italy | 18,000 |\n| Greece | 12,000 |",
    "Of the £85,000 budget, £40,000 goes to media, £30,000 to print and £25,000 to the agency.",
    "Wave | Recipients\n--- | ---\n1 | 12,000\n2 | 14,000\n3 | 9,000\nSum | 38,000",
    "The agency's quote is €48k, split as design €22k, build €19k, testing €12k.",
    "Total 24,000 leaflets: Derby 9,000, Stoke 8,000, Crewe 9,000.",
    "Recipients: 20,000 in week 1, 25,000 in week 2, 30,000 in week 3; in total 80,000.",
]
FINE = [
    "Budget: £60,000: £25,000 for film, £20,000 for media, £15,000 for print.",
    "We have 90k EUR all in, of which agency 40k.",
    "| Item | Cost |\n|---|---|\n| Media | £40,000 |\n| Print | £15,000 |\n| Total | £55,000 |",
    "| Item | Cost |\n|---|---|\n| Media | £40,000 |\n| Print | TBC |\n| Agency | £9,000 |\n| Total | £70,000 |",
    "50,000 households: 20,000 in Leeds, 18,000 in York, the rest in Hull.",
    "We have 30,000 members: 4,000 gold, 2,000 silver.",
    "Prices: £20 for adults, £12 for children, £50 for families.",
    "Target 4,000 sign-ups: 1,200 last year, 900 the year before.",
    "Rounded: total £1.2m: media £0.65m, print £0.55m.",
    "Budget is £10,000 (was £12,000 last year, £11,000 in 2024).",
    "Prize: £5,000 in total: £2,000 each for the two winners and £1,000 for the third.",
    "| Segment | Size |\n|---|---|\n| All | 90,000 |\n| Lapsed | 40,000 |\n| Active | 50,000 |\n| Total mails | 90,000 |",
]


@pytest.mark.parametrize("text", FOUND)
def test_what_disagrees_is_claimed_once(text: str) -> None:
    assert len(claims(text)) == 1


@pytest.mark.parametrize("text", FINE)
def test_what_holds_is_left_alone(text: str) -> None:
    assert claims(text) == []
