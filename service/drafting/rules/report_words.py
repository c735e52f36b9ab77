"""Words that tell of figures to be seen again and again, and of those who see them; see `reports`."""

import re

_AUDIENCE = (
    r"(?:members|customers|subscribers|donors|users|guests|supporters|parents|patients|students|followers|fans|players"
    r"|walkers|participants|visitors|readers|tenants|households|everyone|everybody|people|kunden|mitglieder|abonnenten"
    r"|clients|abonn[ée]s|clientes|socios|membros)\b"
)
_ALL = r"(?:(?:the|our|all|every|these|those|die|alle|unsere[nr]?|les|nos|los|nuestros|os|nossos)\s){0,2}"
FIGURES = re.compile(
    r"\b(?:numbers|figures|statistics|stats|kpis|metrics|reports?|reported|reporting|dashboards?|scorecards?"
    r"|results(?=\s(?:by|per|to|for|on)\b|:)"
    r"|zahlen|kennzahlen|auswertung(?:en)?|berichte?|statistik(?:en)?|chiffres|rapports?|tableau de bord|bilan"
    r"|indicateurs|cifras|informes?|indicadores|cuadro de mando|relat[óo]rios?|n[úu]meros)\b",
    re.IGNORECASE,
)
OTHER_NUMBERS = re.compile(
    r"\b(?:phone|telephone|mobile|order|account|card|house|serial|reference|policy|meter|room|customer|member(?:ship)?"
    r"|invoice|licence|fax|tracking|telefon|kunden)[- ]?(?:numbers?|nummern?)\b"
    r"|\b(?:annual|press|police|credit|bug|fault|incident|accident|inspection|school|spam|abuse)[- ]reports?\b",
    re.IGNORECASE,
)
"""Numbers that count nothing, and reports that tell of no campaign."""
ASIDE = re.compile(r"\([^()]*\)")
SUMMARY = re.compile(
    r"\b(?:an?|the|one-page|two-page|hourly|daily|weekly|fortnightly|monthly|quarterly|short|quick|brief|regular|own)\s"
    r"(?:[\w-]+\s){0,3}?(?:summary|summaries|overview|update|digest|count|counts|tally|total|totals|snapshot"
    r"|breakdown|number|chart)\b"
    r"|\b(?:month-end|board|management|reporting|data) packs?\b"
    r"|\b\w+ counts\b|\ba page (?:on|of|with)\b"
    r"|\bon (?:one|a single) page\b|\bone-pager\b"
    r"|\bthe (?:costs?|number|amount|value|share|percentage) of\b"
    r"|\b(?:spend|sales|income|bookings|sign-ups) (?:to date|so far)\b"
    r"|\b(?:übersicht|überblick|zusammenfassung|stand der|résumé|récapitulatif|point (?:hebdo\w*|mensuel)|resumen"
    r"|balance|resumo)\b",
    re.IGNORECASE,
)
"""Words for figures put together that can mean a message to customers as well."""
GETS = re.compile(
    r"^\W*(?!(?:we|i|wir|ich|nous|je)\b)(?:[\w.,'’&()-]+\s){1,12}?(?:gets?|wants?|needs?|(?:would|['’]d) like"
    r"|receives?|expects?"
    r"|asks? (?:us )?for|has to have|must have|bekommt|bekommen|erhält|erhalten|will|wollen|möchten?|braucht|reçoit"
    r"|veut|souhaite|recibe|quiere|recebe|quer)\b",
    re.IGNORECASE,
)
"""`Finance want`, `the principal gets`: who has to see them stands at the beginning."""
FOR_SOMEBODY = re.compile(
    GETS.pattern
    + r"|\b(?:to|for|with|an|für|à|au|aux|pour|para|al)\s(?:the|our|my|me|us|him|her|them|every|each|die|den"
    r"|das|unsere\w*|la|le|les|el|los|notre|nuestr\w+|o|a|(?-i:[A-Z]))",
    re.IGNORECASE,
)
TO_THE_AUDIENCE = re.compile(
    rf"\b(?:to|for|an|für|aux?|para|send(?:s|ing)?|give[sn]?|giving|show(?:s|ing)?)\s{_ALL}{_AUDIENCE}"
    rf"|^\W*{_ALL}{_AUDIENCE}\s(?:\w+\s)?(?:gets?|receives?|wants?|needs?|can|will|should|must|may|bekommen"
    rf"|erhalten|reçoivent|reciben"
    r"|recebem)\b",
    re.IGNORECASE,
)
"""`members get a monthly summary of their points`: a message of the campaign, and no report on it."""
TO_SEE = re.compile(
    r"\b(?:wants?|needs?|likes?|would like|wishes|has|have|asks?|['’]d like)\s(?:\w+\s){0,3}?to\s(?:see|know"
    r"|be told"
    r"|look (?:at|up)|check|follow)\b|\blooks? at\b|\bable to (?:see|look up|check)\b|\b(?:will|wollen|möchten?"
    r"|muss|müssen)\b[^.;:]{0,50}\b(?:sehen|wissen)\b"
    r"|\b(?:veut|veulent|souhaite\w*)\s(?:\w+\s)?(?:voir|savoir|suivre)\b|\b(?:quiere|quieren|quer|querem)\s(?:ver"
    r"|saber)\b",
    re.IGNORECASE,
)
REFUSED = re.compile(
    r"\b(?:no|not|never|without|don['’]t need|keine?n?|pas de|sin|sem)\s(?:an?\s|any\s|\w+ly\s){0,2}"
    r"(?:reports?|reporting|dashboards?|figures|numbers|statistics|berichte?|rapports?|informes?)\b",
    re.IGNORECASE,
)
LIVE = re.compile(
    r"\b(?:live|real-time|running)\s(?:counter|count|tally|total|ticker|totali[sz]er|dashboard|figures|numbers)\b",
    re.IGNORECASE,
)
AT_THE_END = re.compile(
    r"\b(?:wrap-?up|(?:final|closing|end-of-campaign|post-campaign|close-out)\s(?:report|evaluation|summary)"
    r"|abschlussbericht|bilan final|informe final|relat[óo]rio final)\b",
    re.IGNORECASE,
)
CADENCE = re.compile(
    r"\b(?:at|by)\s(?:the\s)?(?:month|week|quarter)[- ]end\b|\b(?:month|week|quarter)-end\b"
    r"|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day (?:lunchtimes|mornings|afternoons|evenings|nights)\b"
    r"|\b(?:before|after) (?:each|every) \w+\b"
    r"|\b(?:at the end of|on the (?:first|last)(?: working| business)?(?: (?:day|(?:mon|tues|wednes|thurs"
    r"|fri)day))? of) (?:the|each|every) (?:day|week|month|quarter)\b",
    re.IGNORECASE,
)
DONE_THINGS = re.compile(
    r"\b[^\W\d_]+s (?:sold|made|used|returned|opened|raised|signed|booked|redeemed|won|lost|vendue?s|utilisé(?:e)?s"
    r"|vendid[oa]s)\b"
    r"|\b(?:by|per|nach|pro|je|par|por) (?!e-?mail|post|text|sms|phone)[\w-]+ (?:and|und|et|y|e) "
    r"(?:by |per |nach |pro |je |par |por )?(?!e-?mail"
    r"|post|text|sms|phone)\w+",
    re.IGNORECASE,
)
"""`the tickets sold by day and channel`: things that are counted, or how a figure is split."""
NAMED_DAY = re.compile(r"(?:mon|tues|wednes|thurs|fri|satur|sun)day", re.IGNORECASE)
WE_WANT = re.compile(
    r"^\W*(?:we|i|wir|ich|nous)(?:['’]d)?\s(?:\w+\s)?(?:want|need|would like|like|wollen|möchten|brauchen|voulons"
    r"|souhaitons)\b",
    re.IGNORECASE,
)
LIST_OF_PEOPLE = re.compile(
    r"^(?!.*\b(?:agency|printers?|mailing house|supplier)\b).*\blists?\s(?:\w+\s){0,3}of (?:who|those|everyone"
    r"|everybody)\b",
    re.IGNORECASE | re.DOTALL,
)
"""`officers get a list every Friday of who has not signed up`: colleagues read it, and no agency."""
WITHIN = re.compile(r"\bwithin\s(?:\w+\s){1,2}(?:days?|weeks?|months?)\b", re.IGNORECASE)
REPORT_HEADING = re.compile(
    r"^\W*(?:q?\d+[.)]?\s*)?(?:(?:campaign|regular|our|the|weekly|monthly)\s)?(?:report(?:s|ing)?(?: needs"
    r"| requirements)?"
    r"|(?:measurement|tracking|analytics|data) (?:and|&) reporting|reporting (?:and|&) \w+|who (?:wants"
    r"|needs) to (?:know|see)"
    r"|how (?:will|do|should|would) (?:you|we|i|it) (?:be )?(?:measured?|report|track|follow)[^.;:]{0,30}"
    r"|monitoring|controlling|what (?:we|i) (?:want|need) to (?:see|know)|was wir (?:sehen|wissen) (?:wollen"
    r"|möchten|müssen)"
    r"|ce que (?:nous voulons|l'on veut) (?:voir|suivre|savoir)|qué queremos (?:ver|saber)|(?:what"
    r"|which) (?:figures|numbers|reports?)[^.;:]{0,60}"
    r"|(?:figures|numbers) (?:we|you|i) (?:need|want)[^.;:]{0,30}"
    r"|auswertung(?:en)?|berichte?|berichtswesen|rapports?|suivi|informes?|relat[óo]rios?)\W*$",
    re.IGNORECASE,
)
SPLIT = re.compile(
    r"^\W*[^\W\d][\w-]*(?:\s[\w-]+){0,4}\s(?:by|per|je|pro|nach|par|por)\s(?!(?:the )?(?:end|\d))", re.IGNORECASE
)
"""`Enrolments by course and by ward`: below a heading about measuring, the figure and how it is split."""
SPLIT_BEHIND = re.compile(r"[,;]?\s*\b((?:by|per|for each|split by|broken down by)\s+[^.;:|\n]{3,80})")
NEXT_REPORT = re.compile(
    r";\s+(?:and\s)?|,?\sand\s(?=(?:an?|the)\s[^.;]{3,60}\b(?:every|each|daily|weekly|monthly|quarterly)\b)",
    re.IGNORECASE,
)
LINK = re.compile(
    r"^(?:and|but|also|then)\s(?=\S)"
    r"|^(?:i|we)(?:['’]d| would)?\s(?:also\s|really\s)?(?:like|want|need)\s(?=(?:an?|the|one)\s)"
    r"|,?\s(?:and|und|et|y|e)$",
    re.IGNORECASE,
)
LINKED = re.compile(r"\s?(?:,|;|/|&|\+|,?\s(?:and|or|und|oder|et|ou|y|o|e))?\s?(?:the\s|new\s)?", re.IGNORECASE)
LIST_BEGINS = re.compile(
    r"(?:^|[:|(–—-]|\b(?:shows?|showing|see|seeing|sees|with|of|on|at|track|tracks|measure|measures|monitor"
    r"|reports?|for|get|gets"
    r"|want|need|needs|like|reporting|zeigt|montre|muestra|mostra))\W*(?:the\s|our\s|all\s|both\s)*$",
    re.IGNORECASE,
)
LIST_ENDS = re.compile(
    r"[^\w:]*(?:$|[.;|)]|,?\s?(?:by|per|for each|split by|broken down by|every|each|daily|weekly|monthly|quarterly|to"
    r"|for|in|at|on"
    r"|before|until|as|so|jeden|pro|nach)\b)",
    re.IGNORECASE,
)
_RHYTHM = (
    r"(?:hourly|daily|weekly|fortnightly|monthly|quarterly|(?:every|each)\s(?:\w+\s)?\w+|once an? \w+|twice an? \w+"
    r"|täglich|wöchentlich|monatlich|jeden\s\w+|chaque\s\w+|cada\s\w+)"
)
LABELLED = re.compile(rf"\W*{_RHYTHM}\s*:\s*", re.IGNORECASE)
"""`Weekly: sign-ups by county, cancellations`."""
STARTS_WITH_RHYTHM = re.compile(rf"\s*{_RHYTHM}\s(?:to|for|an|für|à|pour|a|para)\s", re.IGNORECASE)
"""`weekly to the director; monthly to the board`: the same figures, and no report of its own."""
BARE_LEAD = re.compile(
    rf"^\W*(?:(?:for|as to|in|our|the|a|{_RHYTHM})\s)?(?:reports?|reporting|figures|numbers|statistics|kpis"
    rf"|dashboard|results"
    rf"|auswertung(?:en)?|berichte?|zahlen|rapports?|informes?|relat[óo]rios?)(?:[\s,(]+{_RHYTHM}(?:\s(?:by|at"
    rf"|before)\s[^:]{{1,14}})?\)?)?"
    r"\s*(?::|\s[-–—])\s*",
    re.IGNORECASE,
)
"""`For reporting, weekly:`, `Weekly report:`: what stands behind is what is to be shown."""
DONE = re.compile(
    r"(?<=,\s)\w+ed\b|\b(?:sold|made|sent|raised|spent|generated|completed|lost|bought|added|opened|returned"
    r"|delivered|received|posted)"
    r"(?=\W*$|[,.;:)|]|\s(?:by|per|on|in|at|and|or|so far|to date|until|each|every|daily|weekly|for|from)\b)",
    re.IGNORECASE,
)
"""`tickets sold, by night`: what is counted, and no past."""
