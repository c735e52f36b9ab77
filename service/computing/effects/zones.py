"""Time zones as texts name them, and the zone of a country that has only one."""

from zoneinfo import ZoneInfo

_NAMED = {
    "utc": "UTC", "gmt": "UTC", "z": "UTC", "bst": "Europe/London", "uk time": "Europe/London",
    "london time": "Europe/London",
    "uk local time": "Europe/London", "cet": "Europe/Berlin", "cest": "Europe/Berlin", "mez": "Europe/Berlin",
    "mesz": "Europe/Berlin", "heure de paris": "Europe/Paris", "wet": "Europe/Lisbon", "west": "Europe/Lisbon",
    "eet": "Europe/Helsinki", "eest": "Europe/Helsinki", "est": "America/New_York", "edt": "America/New_York",
    "et": "America/New_York", "eastern": "America/New_York", "eastern time": "America/New_York",
    "cst": "America/Chicago", "cdt": "America/Chicago", "ct": "America/Chicago", "central time": "America/Chicago",
    "mst": "America/Denver", "mdt": "America/Denver", "mt": "America/Denver", "pst": "America/Los_Angeles",
    "pdt": "America/Los_Angeles", "pt": "America/Los_Angeles", "pacific": "America/Los_Angeles",
    "pacific time": "America/Los_Angeles", "ist": "Asia/Kolkata", "sgt": "Asia/Singapore", "jst": "Asia/Tokyo",
    "hkt": "Asia/Hong_Kong", "sast": "Africa/Johannesburg", "aest": "Australia/Sydney", "aedt": "Australia/Sydney",
}  # fmt: skip
"""A zone in whose name the season is told is the zone of its clocks: "CET" in summer is what clocks there show."""
_OF_COUNTRY = {
    "GB": "Europe/London", "IE": "Europe/Dublin", "DE": "Europe/Berlin", "AT": "Europe/Vienna", "CH": "Europe/Zurich",
    "FR": "Europe/Paris", "BE": "Europe/Brussels", "NL": "Europe/Amsterdam", "LU": "Europe/Luxembourg",
    "IT": "Europe/Rome", "ES": "Europe/Madrid", "PT": "Europe/Lisbon", "DK": "Europe/Copenhagen",
    "SE": "Europe/Stockholm", "NO": "Europe/Oslo", "FI": "Europe/Helsinki", "EE": "Europe/Tallinn",
    "LV": "Europe/Riga", "LT": "Europe/Vilnius", "PL": "Europe/Warsaw", "CZ": "Europe/Prague",
    "SK": "Europe/Bratislava", "HU": "Europe/Budapest", "SI": "Europe/Ljubljana", "HR": "Europe/Zagreb",
    "RO": "Europe/Bucharest", "BG": "Europe/Sofia", "GR": "Europe/Athens", "CY": "Asia/Nicosia", "MT": "Europe/Malta",
    "IS": "Atlantic/Reykjavik", "SG": "Asia/Singapore", "IN": "Asia/Kolkata", "JP": "Asia/Tokyo",
    "KR": "Asia/Seoul", "HK": "Asia/Hong_Kong", "ZA": "Africa/Johannesburg", "NZ": "Pacific/Auckland",
    "KE": "Africa/Nairobi", "NG": "Africa/Lagos", "GH": "Africa/Accra", "AE": "Asia/Dubai", "PE": "America/Lima",
    "CO": "America/Bogota", "AR": "America/Argentina/Buenos_Aires",
}  # fmt: skip
"""Countries whose people all keep one time; source: IANA time zone database, zone.tab."""


def zone_named(name: str | None) -> ZoneInfo | None:
    """The zone that a text names; None where it names none or one that is not known here."""
    if not name:
        return None
    known = _NAMED.get(name.strip(" ()").lower())
    return ZoneInfo(known) if known else None


def zone_of(country: str) -> ZoneInfo | None:
    """The zone of a country or of a part of one (ISO 3166); None where it has several or is not known here."""
    known = _OF_COUNTRY.get(country.partition("-")[0])
    return ZoneInfo(known) if known else None
