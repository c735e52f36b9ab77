"""Goals with their target, baseline and date; and what is none."""

import pytest

from schemas.brief import Goal
from service.drafting.rules.goals import find_goals
from tests.drafting.invented import read


def goals(text: str) -> tuple[Goal, ...]:
    return find_goals(read(text))


def targets(text: str) -> list[float]:
    return [goal.target.value for goal in goals(text) if goal.target]


def test_a_goal_has_target_metric_and_deadline() -> None:
    [goal] = goals("We want to win back 40,000 lapsed members by 30 June 2027.")
    assert goal.target is not None
    assert goal.target.value == 40_000
    assert goal.metric == "members"
    assert goal.deadline == "2027-06-30"


def test_a_goal_stands_in_the_brief_word_for_word() -> None:
    text = "The club is old. We want to sell 4,000 season tickets before the end of August 2027. Nobody objects."
    [goal] = goals(text)
    [place] = goal.evidence
    assert text[place.start : place.end] == place.quote
    assert "4,000 season tickets" in place.quote
    assert "club" not in place.quote


@pytest.mark.parametrize("greeting", ["Hi all, ", "Hello Ann and team, ", "Dear Ann! ", "Liebe Ann, "])
def test_a_greeting_is_no_part_of_a_goal(greeting: str) -> None:
    [goal] = goals(f"{greeting}we want 400 more members by May 2027.")
    assert goal.statement.lower() == "we want 400 more members by may 2027."


def test_several_targets_are_cut_into_one_goal_each() -> None:
    found = goals("Our targets are 12,000 sign-ups, 3,500 app downloads and £80,000 in gifts by 31 August 2027.")
    assert [goal.target.value for goal in found if goal.target] == [12_000, 3_500, 80_000]
    assert [goal.id for goal in found] == ["G1", "G2", "G3"]
    quotes = [goal.evidence[0].quote for goal in found]
    for own, number in zip(quotes, ("12,000", "3,500", "80,000"), strict=True):
        assert number in own
        assert sum(number in other for other in quotes) == 1


def test_the_date_of_a_sentence_holds_for_each_of_its_targets() -> None:
    found = goals("We aim to win 300 new tenants and to raise 20,000 euros by 31 August 2027.")
    assert [goal.deadline for goal in found] == ["2027-08-31", "2027-08-31"]


def test_a_target_with_a_date_of_its_own_is_due_then() -> None:
    found = goals("We would be happy with 150 seats a week by June 2027 and 2,000 members by the end of May 2027.")
    assert [goal.deadline for goal in found] == ["2027-06", "2027-05-31"]


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("The goal is £90,000 in gifts by May 2027.", "GBP"),
        ("We want to raise the renewal rate to 64%.", "percent"),
        ("Our aim is to recruit 250 volunteers.", "person"),
    ],
)
def test_the_target_has_its_unit(text: str, unit: str) -> None:
    [goal] = goals(text)
    assert goal.target is not None
    assert goal.target.unit == unit


def test_where_it_starts_from_is_the_baseline_and_no_goal_of_its_own() -> None:
    [goal] = goals("We want to lift the repeat rate from 22% to 27% by 31 March 2027.")
    assert goal.baseline is not None
    assert goal.target is not None
    assert (goal.baseline.value, goal.target.value) == (22, 27)


def test_goals_without_figures_are_read_under_their_heading_without_list_marks() -> None:
    found = goals(
        "# Plan\n\n## Objectives\n\n- Increase bookings in the quiet months\n- Reduce no-shows\n\n## Budget\n\nSmall."
    )
    assert [goal.statement for goal in found] == ["Increase bookings in the quiet months", "Reduce no-shows"]
    assert [goal.target for goal in found] == [None, None]


def test_the_label_is_no_part_of_the_statement() -> None:
    [goal] = goals("Objective: grow the number of regular donors by 800.")
    assert goal.statement.startswith("grow")


@pytest.mark.parametrize(
    "text",
    [
        "Last year we raised £40,000 and won 300 members.",
        "Our target audience is parents with young children.",
        "The target group are people between 25 and 40.",
        "Do you want to reach more people?",
        "The page must load within two seconds.",
        "We e-mail 40,000 customers on 4 May 2027.",
        "Entry criteria: members for 3 years.",
        "The budget is 30,000 euros.",
    ],
)
def test_what_is_no_goal(text: str) -> None:
    assert goals(text) == ()


def test_a_goal_told_twice_is_one_goal() -> None:
    found = goals("We want to sell 4,000 season tickets. As said, the goal is to sell 4,000 season tickets.")
    assert targets("We want to sell 4,000 season tickets. As said, the goal is to sell 4,000 season tickets.") == [4000]
    assert len(found) == 1


def test_two_goals_in_two_sentences_are_numbered_in_order() -> None:
    found = goals("We want to sell 4,000 season tickets. We also hope to win 60 new sponsors by 1 March 2027.")
    assert [(goal.id, goal.target.value if goal.target else None) for goal in found] == [("G1", 4000), ("G2", 60)]


def test_words_of_an_advertisement_are_no_goal() -> None:
    assert goals('Headline: "Win back your evenings!"\nWe e-mail 400 members on 4 May 2027.') == ()


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Ziel: 2.000 Buchungen bis zum 30. Juni 2027.", 2000),
        ("Objetivo: 2.000 reservas antes del 30 de junio de 2027.", 2000),
        ("Objectif : 2 000 réservations avant le 30 juin 2027.", 2000),
        ("Bis zum 31. Mai 2027 wollen wir 6.500 Geräte über den Onlineshop verkaufen.", 6_500),
        ("Die Kampagne soll 2.000 Neukunden bringen.", 2_000),
        ("Vom 1. März bis zum 11. April 2027 wollen wir auf 50.000 Ersteintritte kommen.", 50_000),
        ("Nous voulons convaincre 5 000 clients d'installer l'application.", 5_000),
        ("Il faut que 25 % des clients reviennent avant la fin de l'été.", 25),
        ("Este curso queremos que renueve el 90 % de los alumnos antes del 31 de enero de 2027.", 90),
        ("Pretendemos angariar 12 000 novos clientes até ao fim do ano.", 12_000),
    ],
)
def test_targets_are_read_in_other_languages(text: str, value: float) -> None:
    assert targets(text) == [value]


@pytest.mark.parametrize(
    ("text", "reached"),
    [
        ("Move 14,000 of an estimated 22,500 ticket users to the card by the end of April 2027.", [14_000]),
        ("Goals:\n\n- 25,000 accounts by 31 October 2027 (Sweden 17,000, Finland 8,000)\n", [25_000]),
        ("1) Aim. 700 new contacts, 120 demos on the stand.\n2) Place. Hall two.\n", [700, 120]),
        ("# Success\n\n- 2,400 completed exams from this wave\n- No-show rate under 12%\n", [2_400, 12]),
        ("I want 2,500 a month by the end of May 2027.", [2_500]),
        ("We want 2,200 visitors in June (last year 1,450 came) and 600 new members by July 2027.", [2_200, 600]),
        ("Last year we sold 900 seats and this year the target is 6,500 seats.", [6_500]),
        ("We want to sell 16,000 passes, and we want at least 60% of them bought in the app.", [16_000, 60]),
        ("Success for us is 5,000 new app users and a 12% rise in repeat visits.", [5_000, 12]),
        ("We count on 8% of the recipients to click and 2% to buy.", [8, 2]),
        (
            "What it has to deliver:\n\n- 1,800 sign-ups, 40% of them attending live\n- £900 in gifts\n",
            [1_800, 40, 900],
        ),
        ("What I have to show the board: $3.2 million in sales (it was $2.4 million), 250 bookings.", [3.2e6, 250]),
        ("**Aims.** 250 meetings booked by May. New pipeline of EUR 4.5 million.", [250, 4.5e6]),
        ("## What we want\n\n- 1.5 lakh bookings\n- Online booking completion up to 70%\n", [150_000, 70]),
        ("The target is 3,200 bookings, at least 60% of them direct.", [3_200, 60]),
        ("Kündigungsquote bis Ende 2027 von 3,1 % auf unter 2,5 % senken ist unser Ziel.", [2.5]),
        ("Cost per lead was $62 last year and should come in under $50.", [50]),
        (
            "3. What we want.\na) Export sales of NZ$4 million by June 2027.\nb) 25 new stockists.\n4. Who. 900 buyers.\n",
            [4e6, 25],
        ),
        ("What we want out of it: 38,000 trade-ins by close, with 60% of them started in the app.", [38_000, 60]),
        ("Nous visons un taux d'utilisation de 18 % ; à Noël, nous étions à 13 %.", [18]),
        (
            "Queremos vender 85,000 boletos antes del 28 de febrero y sumar 40,000 socios nuevos al club.",
            [85_000, 40_000],
        ),
        ("We want 450 attendees and, in the same time, open 15,000 accounts.", [450, 15_000]),
        ("Aim: 12,000 members by August 2027, and a renewal rate of 70%.", [12_000, 70]),
        ("What should it achieve? 4,000 visitors on the day (last April we counted 2,900).", [4_000]),
        ("2. What we want out of it. 450 attendees and $22 million in orders.", [450, 22e6]),
        ("Nous voudrions que 4 000 membres aient signé et que 1 500 ménages aient rejoint le club.", [4_000, 1_500]),
        ("We want to reach 83%, and we want at least 9,000 of those who renew to move up.", [83, 9_000]),
        ("We will e-mail customers to grow from 2,000 to 3,000 members.", [3_000]),
        ("# Goals\n\n1. Win 300 members\n2. Sell 500 passes\n", [300, 500]),
        (
            "| Campo | Detalle |\n|---|---|\n| Meta 1 | Llegar a 4.000 suscriptores |\n| Meta 2 | Bajar del 7 % al 4 % |\n",
            [4_000, 4],
        ),
        ("| Target | 2025 | 2026 |\n|---|---|---|\n| Visitors | 7,000 | 9,500 |\n", [9_500]),
        ("By the end of this sale I need £500,000.", [500_000]),
        ("What we want: 15,000 members signed in, and renewal calls down to 500 a month.", [15_000, 500]),
        ("Dieser Anteil soll bis Ende Oktober 2027 auf 50 Prozent steigen.", [50]),
        ("The average basket should come in at £62; in store it is about £31.", [62]),
    ],
)
def test_the_figure_to_reach_is_told_from_the_others(text: str, reached: list[float]) -> None:
    assert targets(text) == reached


@pytest.mark.parametrize(
    "text",
    [
        "The fare rises from $3.50 to $3.75 on 1 March 2027.",
        "Prices run anywhere from $39 to $119.",
        "Grand prize: a sewing machine worth $3,499, one per state by 1 May 2027.",
    ],
)
def test_prices_and_prizes_are_no_goals(text: str) -> None:
    assert targets(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "We want to send an email to 40,000 customers on 4 May 2027.",
        "We want 40,000 customers to receive a letter.",
        "We would like to invite 3,000 members to the evening.",
        "Queremos enviar un correo a 40.000 clientes.",
        "Nous voulons envoyer un courriel à 40 000 clients.",
        "Wir möchten am 4. Mai eine E-Mail an 40.000 Kunden schicken.",
        "We want to show the offer to 200,000 people on Facebook.",
        "We would like to use the 5,000 contacts from the fair.",
    ],
)
def test_people_who_are_written_to_are_the_audience_and_no_goal(text: str) -> None:
    assert targets(text) == []
    assert [m.role for m in read(text).mentions if m.kind == "count"] == ["audience"]


@pytest.mark.parametrize(
    "text",
    [
        "We need 40,000 leaflets printed by May 2027.",
        "We need three banners and two films.",
        "We want 12 posts a week on Instagram.",
        "We want to spend 40% of the budget on social.",
        "We want to run it in 40 shops.",
        "We want to pick 20 winners.",
        "We want the page to take 2,000 visitors at once.",
        "We want 2 people from IT for a week.",
        "Wir brauchen 3 Varianten der Anzeige.",
        "We expect 30,000 visits on the first evening.",
        "You get 15% on all plants, and we sell to 58,000 households.",
        "Un carnet est glissé dans le colis pour toute commande d'au moins 35 €.",
        "Every customer will get 20 points, and members must collect 10 stamps.",
        "Zu gewinnen gibt es eine Tour für zwei Personen im Wert von 1.400 Euro.",
        "What we need: 3 laptops, 20 chairs.",
        "How we measure: 3 dashboards and 2 reports.",
        "What we want: 3 colours, 12 photos and 2 pages",
        "We want more posters and banners, and we need more documents.",
        "The value of the voucher should be £5.",
        "The share of e-mail in the budget should be 40%.",
        "Il faut 3 personnes pour le stand.",
        "Borrow from £500 to £2,000 and go shopping.",
        "We want 12 Posts a week on Instagram.",
        "The loan runs from €3,000 to €40,000.",
    ],
)
def test_means_loads_and_terms_of_trade_are_no_goals(text: str) -> None:
    assert targets(text) == []


def test_in_french_the_day_and_the_noun_behind_its_adjective_are_read() -> None:
    [first] = goals("L'objectif est d'atteindre 93 % au 1er septembre 2027.")
    assert first.deadline == "2027-09-01"
    [second] = goals("Il nous faut 420 nouvelles inscriptions fermes avant le 30 juin 2027.")
    assert second.metric == "inscriptions"


def test_a_numbered_paragraph_under_a_goal_is_no_list_of_goals() -> None:
    brief = (
        "1. Purpose and goals\n\n1.1 Wrenfold Trams runs in the valley. The card is an old one. Its terms are long."
        " We want 40,000 active cards by 30 June 2027. The old card stays valid."
    )
    assert [goal.statement for goal in goals(brief)] == ["We want 40,000 active cards by 30 June 2027."]


def test_an_amount_of_money_that_is_needed_by_a_day_is_a_goal() -> None:
    [goal] = goals("Greenmarrow Foodbanks needs £220,000 by 10 January 2027, last winter we got to £184k.")
    assert goal.target is not None
    assert (goal.target.value, goal.target.unit, goal.deadline) == (220_000, "GBP", "2027-01-10")
    assert goals("The agency needs £4,000 for the films.") == ()


def test_what_is_wanted_in_a_stretch_of_days_is_judged_at_its_end() -> None:
    [goal] = goals("We want to fill 70% of the cabins between 4 and 31 October 2027.")
    assert goal.deadline == "2027-10-31"


def test_what_people_are_chosen_by_is_no_target() -> None:
    text = "We want 400 sales by 15 January 2027. Everyone who took at least 5 rides gets a push notification."
    assert [goal.target.value for goal in goals(text) if goal.target] == [400]


def test_people_who_are_wanted_at_an_occasion_are_wanted_then() -> None:
    [goal] = goals("Get 600 school leavers to our open evening on Thursday 28 January 2027.")
    assert goal.deadline == "2027-01-28"


def test_a_goal_between_two_days_is_due_on_the_later_one() -> None:
    [goal] = goals(
        "| Item | Detail |\n|---|---|\n| Objective | 14,000 bookings between 1 February and 31 March 2027 |\n"
    )
    assert goal.deadline == "2027-03-31"


def test_a_rate_is_the_measure_of_the_share_behind_it() -> None:
    found = goals("Success looks like: show-up rate over 40%, cost per paid subscription under £60.")
    assert found[0].metric == "show-up rate"


def test_a_figure_wanted_beside_a_past_one_counts_the_same_thing() -> None:
    [goal] = goals("We sold 940 seats over six Sundays last autumn, and want 1,800 over the six from 5 March 2027.")
    assert goal.target is not None
    assert (goal.target.value, goal.target.unit) == (1_800, "person")
    assert goal.baseline is not None
    assert goal.baseline.value == 940


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("We sold 2,310 bike tickets last autumn; 3,000 would make me happy.", 3_000),
        ("Im Vorjahr haben wir 410 Sets verkauft, diesmal sollen es 700 bis Ende Mai 2027 sein.", 700),
        ("Last year we had 1,120 bookings, but we need 1,500 by the end of May 2027.", 1_500),
        ("Im März kamen nur 1.900 Räder. 2027 sollen es bis zum 30. April 3.000 sein.", 3_000),
        ("We've slipped from 3,400 boxes a week to 2,750 and I've promised the trustees 3,600 by midsummer.", 3_600),
        ("We want 42,000 seats sold by 30 April 2027, up from 26,500 this year.", 42_000),
        ("Our trips run 38% full and we need to get that to 55% by the end of November 2027.", 55),
        ("Occupancy was 51% last year. The goal is 60% this year.", 60),
        ("The target is 1,000 check-ups by the end of May 2027. Last recall brought 620.", 1_000),
        ("L'an dernier nous avons vendu 1 860 entrées ; cette année nous en voulons 2 600.", 2_600),
    ],
)
def test_the_past_figure_is_where_the_wanted_one_starts_from(text: str, value: float) -> None:
    [goal] = goals(text)
    assert goal.target is not None
    assert goal.target.value == value
    assert goal.baseline is not None


@pytest.mark.parametrize(
    "heading",
    ["8. Measures", "Measures of success", "8) KPIs", "How will we measure it?", "4) What does good look like?",
     "Success looks like", "Outcomes", "7. How will you know it worked?", "Erfolgskriterien", "Résultats attendus"],
)  # fmt: skip
def test_below_a_heading_about_measures_each_figure_is_a_goal(heading: str) -> None:
    text = f"1. Idea\nA walk in the woods.\n\n{heading}\nIncome £31,000 in the first year, 450 new volunteers.\n"
    assert targets(text) == [31_000, 450]


@pytest.mark.parametrize("heading", ["How will you tell people?", "How do you know them?", "Data protection measures"])
def test_a_question_about_the_way_is_no_heading_of_goals(heading: str) -> None:
    assert targets(f"1. Idea\nA walk.\n\n2. {heading}\nLeaflets to 4,000 homes, and 12 posters.\n") == []


@pytest.mark.parametrize(
    ("text", "reached"),
    [
        ("If we can win back 500 of them I'll be delighted; over 20% opening the mail is fine by me.", [500, 20]),
        ("Unsubscribes have to stay below half a percent.", [0.5]),
        ("Coût par abonnement : 25 € maximum. Budget : 12 000 €.", [25]),
        ("Pro Anmeldung dürfen höchstens 4 Euro anfallen.", [4]),
        ("| Part | Answer |\n|---|---|\n| Success measures | 1,250 accounts by 30 June 2027; £3.1m in balances |\n",
         [1_250, 3.1e6]),
        ("# Plan\n\n## How will we know it worked?\n\nIf 60 landlords sign by Easter, and under 25 calls a day.\n", [60, 25]),
    ],
)  # fmt: skip
def test_limits_and_parts_that_are_wanted_are_goals(text: str, reached: list[float]) -> None:
    assert targets(text) == reached


def test_a_past_figure_of_another_size_is_no_start() -> None:
    [goal] = goals("Target: income of £310,000. We ring those who gave over £200 last year.")
    assert goal.baseline is None


def test_the_label_of_a_row_and_the_number_of_a_paragraph_are_no_part_of_the_goal() -> None:
    [row] = goals("| Part | Answer |\n|---|---|\n| Success measures | 1,250 new accounts by 30 June 2027 |\n")
    assert row.statement == "1,250 new accounts by 30 June 2027"
    found = goals("2. Objectives\n2.1 Sell 900 passes.\n2.2 80% of residents have heard of the reopening.\n")
    assert found[-1].statement == "80% of residents have heard of the reopening."


def test_what_is_measured_without_a_figure_is_no_goal() -> None:
    assert goals("1. Idea\nA walk.\n\n2. Measurement\nEnrolments by course and by ward, from the registry.\n") == ()


def test_a_limit_and_a_budget_behind_a_target_are_told_apart() -> None:
    first, second = goals(
        "Target: 350 qualified requests by end of June 2027, cost per request under €140, budget €48k."
    )
    assert (first.metric, first.statement) == ("qualified requests", "350 qualified requests by end of June 2027")
    assert second.target is not None
    assert (second.metric, second.target.value) == ("cost per request", 140)


def test_a_return_to_one_is_a_goal() -> None:
    first, second = goals("Target: 300 gifts, ROI 3:1.")
    assert first.metric == "gifts"
    assert second.target is not None
    assert (second.metric, second.target.value, second.target.unit) == ("ROI", 3, "ratio")


@pytest.mark.parametrize(
    "text",
    [
        "Black Week sold 11,200 pieces, and 27% of it came back. The target is 40% of the vouchers spent.",
        "Last year 8.2% of the cards lapsed. Our goal is an unsubscribe rate under 0.4%.",
    ],
)
def test_a_share_of_something_else_is_no_start(text: str) -> None:
    assert [goal.baseline for goal in goals(text)] == [None]


@pytest.mark.parametrize(
    ("text", "metric"),
    [
        ("The target is 18,000 new cards.", "new cards"),
        ("We want to win 27,000 more homes.", "homes"),
        ("Bis zum 31. Mai 2027 wollen wir 2.500 Probeabos verkaufen.", "Probeabos"),
    ],
)
def test_what_is_counted_stands_as_the_brief_has_it(text: str, metric: str) -> None:
    [goal] = goals(text)
    assert goal.metric == metric
