"""Who is to see which figures how often; and what is no report."""

import pytest

from service.drafting.rules.reports import Report, find_reports
from tests.drafting.invented import read


def reports(text: str) -> tuple[Report, ...]:
    return find_reports(read(text))


@pytest.mark.parametrize(
    ("text", "due", "words"),
    [
        ("For reporting, weekly: orders by town and shop, % collected within 3 days.", "weekly",
         "orders by town and shop, % collected within 3 days"),
        ("Weekly report: seats sold, seats returned and income per night.", "weekly",
         "seats sold, seats returned and income per night"),
        ("I would like a number every Tuesday for the chair: sold, by town and by stall.", "every Tuesday",
         "a number every Tuesday for the chair: sold, by town and by stall"),
        ("Reported monthly to the appeals committee.", "monthly", "Reported monthly to the appeals committee"),
        ("Weekly sales figures in Power BI.", "weekly", "Weekly sales figures in Power BI"),
        ("A monthly report to the board.", "monthly", "A monthly report to the board"),
        ("Numbers to HSW monthly.", "monthly", "Numbers to HSW monthly"),
        ("Ingrid in pricing needs to see no-shows daily.", "daily", "needs to see no-shows daily"),
        ("The board would like the booking numbers on their desk every Friday before 3pm, per route.",
         "every Friday", "on their desk"),
        ("Finance want the spend to date at the end of every month.", "every month", "the spend to date"),
        ("The warden asks for a weekly count of signed leases, by ward.", "weekly", "signed leases, by ward"),
        ("Month-end pack of the figures for the growth committee.", "month-end", "growth committee"),
        ("Once it is over, a one-page wrap-up within ten days: sales and what we would do differently.",
         "within ten days", "what we would do differently"),
        ("Der Vertrieb will täglich sehen, wie viele Anfragen offen sind.", "täglich", "wie viele Anfragen offen sind"),
        ("Die Leitung bekommt jeden Montag eine Übersicht: verkaufte Sets nach Ortsteil, Stornos.",
         "jeden Montag", "verkaufte Sets nach Ortsteil, Stornos"),
        ("Our accountant wants the cost of the discounts each month.", "each month", "cost of the discounts"),
        ("I want that on one page, Friday lunchtimes, so I can read it to the packers.", "Friday lunchtimes", "packers"),
        ("Drivers should be able to look up tomorrow's count every evening.", "every evening", "tomorrow's count"),
        ("Officers get a list every Friday of who has not signed up.", "every Friday", "who has not signed up"),
        ("We want bookings and nights by channel and code, every day by 8am, in Looker.", "every day by 8am",
         "by channel and code"),
        ("La direction souhaite chaque lundi les entrées vendues par jour et par canal.", "chaque lundi", "par canal"),
        ("Wöchentlich: Anmeldungen je Landkreis, Absagen, Wartezeit.", "wöchentlich", "je Landkreis, Absagen"),
        ("The manager needs seat counts per venue two hours before each show.", "before each show", "per venue"),
        ("The trustees meet on the first Tuesday of the month and expect a page on sales against target.",
         "first Tuesday of the month", "a page on sales"),
        ("La direction reçoit chaque lundi un tableau de bord avec les ventes par magasin.", "chaque lundi", "par magasin"),
    ],
)  # fmt: skip
def test_who_gets_which_figures_how_often_is_a_report(text: str, due: str, words: str) -> None:
    [report] = reports(text)
    assert due in report.due
    assert words in report.shows


@pytest.mark.parametrize(
    "text",
    [
        "Members get a monthly summary of their points.",
        "Every Friday we send our customers an update by e-mail.",
        "A weekly update for members goes out by e-mail.",
        "We sent the board a report every month last year.",
        "Do you want a weekly report?",
        "The phone numbers are checked every night.",
        "The annual report comes out in May and is printed every year.",
        "No weekly reports, please.",
        "The newsletter goes out every Thursday.",
        "Every morning the agency gets the list of new members from Salesforce.",
        "The desk takes 40 calls a day.",
        "We meet every Monday.",
        "The printer gets a list every Friday of those who have not signed up.",
        "Customers should be able to look up their points every day.",
        "Applicants shall receive a pack by post, and all shall be invited to a session each Wednesday.",
        "Events (file opened, first report, friend invited) are in HubSpot the same day, ideally hourly.",
        "After each webinar the guests get the recording.",
        "Every Thursday: doors at 7pm, music at 8pm.",
        "We want e-mails in Welsh and English every Friday.",
        "She exports the list for us on Mondays.",
    ],
)
def test_what_is_no_report(text: str) -> None:
    assert reports(text) == ()


def test_two_rhythms_are_two_reports() -> None:
    text = "The principal gets a short summary every month; course leaders get their own numbers every Tuesday."
    first, second = reports(text)
    assert (first.due, second.due) == ("every month", "every Tuesday")
    assert "course leaders" in second.shows


def test_the_same_figures_for_two_readers_are_one_report_with_both_rhythms() -> None:
    [report] = reports("# Monitoring\n\nPass sales: weekly to the head of sales; monthly to the supervisory board.\n")
    assert report.due == "weekly, monthly"


def test_what_is_to_be_reached_is_no_report() -> None:
    assert reports("# Plan\n\n## Success metrics\n\nBounce rate not above 2%, 400 new members.\n") == ()


def test_measures_under_a_limit_are_to_be_seen_as_well() -> None:
    [report] = reports("KPIs: shots booked, no-shows, cost per shot under $6.")
    assert report.due == ""
    assert "no-shows" in report.shows


def test_who_reads_stays_where_no_figures_are_listed() -> None:
    [report] = reports("Reporting: weekly to our director, Maeve Tallis.")
    assert "Maeve Tallis" in report.shows
    assert report.due == "weekly"


def test_figures_that_a_colon_announces_are_not_left_out() -> None:
    [report] = reports("We need a report two days after each webinar: invited, registered, stayed, meetings booked.")
    assert "invited, registered, stayed, meetings booked" in report.shows


def test_a_live_counter_is_shown_while_the_campaign_runs() -> None:
    live, weekly = reports("I'd like a live counter of seats sold on the site and a number every Monday for the chair.")
    assert live.statement.startswith("While the campaign runs, the reporting shall show")
    assert "seats sold" in live.statement
    assert weekly.due == "every Monday"


def test_data_that_stand_side_by_side_are_named_with_their_split() -> None:
    [report] = reports("Every Thursday by noon the dashboard shows opens, clicks and gifts, by letter and radio.")
    assert report.statement == (
        "When the report is due (every Thursday by noon), the reporting shall show opens, clicks and gifts,"
        " by letter and radio."
    )


@pytest.mark.parametrize("heading", ["Reporting", "5) How will you measure it?", "Who wants to know", "Auswertung"])
def test_below_a_heading_about_reports_figures_and_their_split_are_asked_for(heading: str) -> None:
    [report] = reports(f"# Plan\n\n## {heading}\n\nEnrolments by course and by ward, from the registry.\n")
    assert "Enrolments by course and by ward, from the registry" in report.shows
    assert report.due == ""


def test_a_row_of_a_table_is_read_behind_its_label() -> None:
    text = (
        "| Section | Answer |\n|---|---|\n| Owner | Sales |\n"
        "| Reporting | Daily dashboard for the branch managers; month-end pack for the growth committee |\n"
    )
    daily, monthly = reports(text)
    assert daily.due == "daily"
    assert "branch managers" in daily.shows
    assert monthly.due == "month-end"


def test_a_report_rests_on_its_sentence() -> None:
    text = "The fog comes in. Numbers to the chair every Monday. It goes."
    [report] = reports(text)
    assert report.evidence.quote == "Numbers to the chair every Monday."
