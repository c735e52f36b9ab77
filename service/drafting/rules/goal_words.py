"""Words that tell a goal from what is only named, and a figure to be reached from the others; see `goals`."""

import re

from service.cued import Cued
from service.drafting.rules.audiences import PEOPLE

RESULT_VERBS = (
    r"win(?:ning)? (?:back|new|over)|bring(?:ing)?(?: \w+){0,4} back|increas\w+|grow\w*|rais\w+|boost\w*|improv\w+|"
    r"reduc\w+|"
    r"cut\w*|sell\w*|recruit\w*|attract\w*|acquir\w+|generat\w+|convert\w*|reach\w*|drive|driving|retain\w*|"
    r"achiev\w+|gain\w*|"
    r"doubl\w+|tripl\w+|fill\w*|sign(?:ing)? up|get(?:ting)? (?:\w+ ){0,3}(?:people|customers|members|more|new|back)|"
    r"encourag\w+|build\w* (?:awareness|trust|loyalty)|re-?activat\w+|re-?engag\w+|lift\w*|lower\w*|establish\w*|"
    r"maximi[sz]\w+|"
    r"persuad\w+|promot\w+|inspir\w+|guid\w+|support\w*|expos\w+|"
    r"help\w* (?:\w+ ){0,2}(?:people|customers|members|families)|"
    r"rebuild\w*|halve\w*|keep\w* (?:\w+ ){0,3}(?:customers|members|donors)|"
    r"secur\w+|hit\w*"
)
WANT = re.compile(
    rf"\b(?:want|wants|aim|aims|aiming|hope|hopes|hoping|plan|plans|need|needs|would like|seek|seeks|intend\w*|trying|"
    rf"looking|set out|is|are|order|designed)(?:ed)? (?:to|at|for) (?:also |really |then |help )?(?:{RESULT_VERBS})\b|"
    rf"^\W*to (?:{RESULT_VERBS})\b",
    re.IGNORECASE,
)
MORE_PEOPLE = re.compile(
    rf"\b(?:wants?|would like|hope for) (?:to see )?(?:more|fewer) "
    rf"(?:of )?(?:our |the |these |those )?(?:{PEOPLE.pattern})",
    re.IGNORECASE,
)
TO_REACH = re.compile(rf"\b(?:to|at|for) (?:also |really |then |help )?(?:{RESULT_VERBS})\b", re.IGNORECASE)
"""What stands in every sentence that wants a result; few hold it, and it is found sooner than the wanting."""
GOAL_WORDS = (
    "what (?:does |do |will |would )?(?:success|good|winning|great) looks? like", "success looks like", "(?:target"
    "|goal)s? for the campaign",
    "goals?", "objectives?", "aims?", "targets?", "desired outcomes?", "purpose", "north star", "ziele?", "zielsetzung",
    "objectifs?", "objetivos?", "metas?",
)  # fmt: skip
GOAL_WORD = f"(?:{'|'.join(GOAL_WORDS)})"
CUE = re.compile(
    rf"^\W*(?:\w+\s+){{0,3}}{GOAL_WORD}\b(?:\s(?:one|two|three|four|five|\d))?(?:\s+(?:of|for|here|this|with|by"
    rf"|behind)\b[^.:]{{0,60}}?)?\s*"
    r"(?:[:–=]|-\s|(?:is|are|was|ist|sind|est|sont|es|son|é|são)\b)",
    re.IGNORECASE,
)
GOAL_HEADING = re.compile(
    r"^\W*(?:q?\d+[.)]\s*)?(?:what (?:is|are) )?(?:(?:business|campaign|project|key|main|our|your|primary|secondary"
    r"|smart|overall|marketing|the|any|other|further)\s+)*"
    rf"(?:{GOAL_WORD}|hopes|kpis?"
    r"|measures of success|success(?: criteria| metrics)?)\b"
    r"(?:\s+(?:and|&)\s+\w+)?"
    r"\s*(?:\([^)]*\))?\W*$",
    re.IGNORECASE,
)
DELIVER = "(?:deliver|show|achieve|reach|bring|win|earn|get out)"
WISHED = (
    r"\b(?:what (?:it|we|i|you|they|this|success|good|the \w+)(?: \w+){0,2}? (?:wants?|hopes?|expects?|aims?|would like"
    rf"|is after|are after|looks? like|will be judged|(?:has|have|needs?|must|should)(?: to)? {DELIVER})"
    rf"|what should (?:it|this|the \w+) {DELIVER}|how (?:we|you)(?:['’]ll| will)? (?:know|judge|be judged)"
    r"|was (?:wir|es|die kampagne|das) (?:\w+ ){0,3}(?:wollen|möchten|soll|bringen)|woran wir"
    r"|ce qu(?:e |['’])(?:nous|l['’]on|on|il) (?:voulons|veut|visons|attendons|attend)"
    r"|(?:lo )?qu[eé] (?:queremos|buscamos|esperamos)|o que (?:queremos|pretendemos|esperamos))\b"
)
WISHES = re.compile(rf"^\W*(?:\d+\W+)?{WISHED}", re.IGNORECASE)
REQUESTS = re.compile(r"\b(?:from|IT|you|your|know|data|tech\w*|agency|team|do|build|von|de vous|datos)\b")
"""`What we need from IT`, `What we have to build`: requests, not results."""
NOT_A_GOAL = Cued(
    re.compile(
        r"\btarget (?:audience|group|market|platform|segment|list|url|customer|persona|user|feasibility|flows?)|"
        r"\btargeting\b|^\W*(?:please )?tell us\b|"
        r"\bcriteria\b|\bgoal:? none\b|"
        r"\bhidden objective\b|"
        r"\b(?:would like|wants?|needs?|gets?|receives?) (?:the|a|an|our)\b[^.]{0,40}"
        r"\b(?:list|data|file|export|access|numbers)\b",
        re.IGNORECASE,
    ),
    ("target", "criteria", "none", "hidden", "list", "data", "file", "export", "access", "numbers"),
)
PAST = Cued(
    re.compile(r"\b(?:last|previous) (?:year|time|month|season|campaign|winter|summer|spring|autumn)\b", re.IGNORECASE),
    ("last ", "previous "),
)
RESULT = re.compile(rf"\b(?:{RESULT_VERBS})\b", re.IGNORECASE)
SUBJECT_CUE = re.compile(
    rf"^\W*(?:our|the|my|this|its|primary|main|secondary|overall)\s+(?:\w+\s+){{0,2}}{GOAL_WORD}\b", re.IGNORECASE
)
FORECAST = Cued(
    re.compile(
        r"\b(?:expected|timeline|forecasts?|projections?|feasibility|benchmarks?|assumptions?)\b", re.IGNORECASE
    ),
    ("expected", "timeline", "forecast", "projection", "feasibility", "benchmark", "assumption"),
)
MEASURED = ("count", "money", "percentage", "rate", "duration")
FIGURES = ("count", "money", "percentage")
SHARES = ("count", "percentage", "rate")
LABEL = re.compile(
    r"^(?:[-•\d.)\s]*)(?:\w+ )?(?:goals?|objectives?|targets?|aims?|ziele?|objectifs?|objetivos?|metas?)\s*[:–-]\s*",
    re.I,
)
NUMBERED = re.compile(r"^\d{1,2}\.\d{1,2}\.?\s(?=\d)")
"""`2.4 80% of residents`: the number of the paragraph is no part of the goal."""
GREETING = re.compile(
    r"^(?:hi|hello|hey|dear|good (?:morning|afternoon|evening)|hallo|liebe[rs]?|guten (?:tag|morgen)|moin|bonjour"
    r"|chère?s?|hola|estimad[oa]s?|olá|prezad[oa]s?)(?: [\w'’-]+){0,3}[,!]\s+(?=\S+ )",
    re.I,
)
CAPPED = re.compile(r"\b(?:capped at|cap of|up to|max(?:imum)?|no more than|under|limit of) $", re.IGNORECASE)
BEFORE = re.compile(r"\b(?:today|now|before|baseline|actual|current|last|previous)\b", re.IGNORECASE)
YEAR = re.compile(r"\b20\d\d\b")
SO_FAR = re.compile(r"\b(?:today|now|currently|at present|so far|last year)\W*$", re.IGNORECASE)
PART_OR_PRIZE = re.compile(
    r"\s*(?:of (?:those|these|them|which)\b(?! to\b)|gift|vouchers?|off\b|discount|prize|bonus|each\b)", re.IGNORECASE
)
THEY_ACT = re.compile(
    r"\s*of (?:those|these|them|which|whom)(?: \w+)? "
    r"(?:to\b|\w+(?:ing|ed)\b|bought|sold|made|paid|come|gone|taken|kept)",
    re.IGNORECASE,
)
WON_BEFORE = re.compile(
    r"\b(?:win(?:ning)?(?: back)?|(?:bring|get)(?:ting|ing)? back|recruit\w*|convert\w*|persuad\w+|re-?activat\w+)"
    r"\s(?:at least |about |over )?$",
    re.IGNORECASE,
)
"""`if we can win back 500 of them`: a part of the people, and the whole of what is wanted."""
THEY_SHALL = re.compile(r"\s*of (?:those|these|them)\b[^.;]{0,30}?\b(?:to|should|shall|must)\b", re.IGNORECASE)
OF_THEM = re.compile(r"\s*of (?:those|these|them|which|whom)\b(?! (?:in|from|at)\b)", re.IGNORECASE)
NAMED_TARGET = re.compile(r"\b(?:target|goal|aim|ziel|objectif|objetivo|meta)\W{0,3}(?:of |is |von )?$", re.IGNORECASE)
AND = re.compile(
    r"^[^.;]{0,110}?\b(?:and|und|et|y|e)\b(?:,[^,.;]{0,40},)?\s"
    r"(?:(?:que|to|de|d['’]|zu)\s?)?(?:[\w-]+\s){0,2}(?:(?:about|at least|over|an?|mindestens|au moins|al menos) )?"
    r"(?:(?:[\w-]+\s){1,4}(?:of|to|von|de) )?$",
    re.IGNORECASE,
)
LONGEST_HEADING = 80
NUMBERS = re.compile(
    r"\b(?:numbers|figures|goals?|targets?|objectives?|kpis?|results?|success|zahlen|chiffres|cifras)\b", re.IGNORECASE
)
SHIFT = re.compile(r"\+$|\b(?:up|down)(?: by)?\s$", re.IGNORECASE)
ITEM_START = re.compile(
    r"(?:^|[,;:]|\b(?:and|with|und|mit|et|avec|y|e|con|com))\W*(?:at least |about |around |another )?$", re.IGNORECASE
)
VALUE_OF = re.compile(
    r"^\W*(?:\w+\W+){0,1}$|\b(?:of|to|by|at|under|below|over|than|from|el|la|que|de|auf|von|à|a)\W{0,3}$", re.IGNORECASE
)
HANDFUL = 10
GAIN = re.compile(r"\s*(?:new|more|extra|additional|net new|incremental)\b", re.IGNORECASE)
PRIZE = Cued(
    re.compile(
        r"\b(?:prizes?|winners?|raffle|prize draw|zu gewinnen|verlos\w+|gewinnspiel|tirage|sorteo|sorteio)\b",
        re.IGNORECASE,
    ),
    ("prize", "winner", "raffle", "gewinn", "verlos", "tirage", "sorte"),
)
STOPS = re.compile(r"[^\W\d][.!?]\s")
ASIDE = re.compile(r"\([^()]*\)")
PARTS = re.compile(
    r";\s|,\s(?:and|but|und|aber|et|mais|y|pero|e|mas)\s|"
    r"\s(?:and|but)\s(?=should|must|will|shall|has to|needs to|we want)"
)
COMMA = re.compile(r"^[^.;(]{0,40}, (?:about |at least |over )?$", re.IGNORECASE)
TARGET_LABEL = re.compile(
    r"\b(?:goals?|targets?|kpis?|objectives?|aims?|wanted|desired|success|zielwert|ziel|objectif|objetivo|meta)\b", re.I
)
BUDGET = re.compile(
    r"\b(?:budgets?|spend(?:ing)?|fees?|grants?|kosten|presupuesto|orçamento)\b[^,;.]{0,15}$", re.IGNORECASE
)
"""`350 requests by June, budget €48k`: what may be spent is not what is to be reached."""
BUDGET_BEHIND = re.compile(
    r"[,;]\s(?:and |with )?(?:(?:the|our|an?)\s)?(?:total )?(?:budget|presupuesto|orçamento)\b[^,;]*$", re.IGNORECASE
)
RETURN = re.compile(
    r"\b(?:roi|roas|return(?: on (?:investment|(?:ad )?spend))?)\b\W{0,3}(?:(?:of|at least|over|above|is)\s){0,2}"
    r"(?P<ratio>(?P<value>\d{1,3}(?:[.,]\d)?)\s?:\s?1)\b",
    re.IGNORECASE,
)
COST = re.compile(
    r"\b(?:cost per|cpa|cpl|cpc|unsubscribe|bounce|churn|complaint|kosten (?:pro|je)|(?:pro|je) \w+ (?:dürfen|darf"
    r"|sollen?)|coût par|coste por|custo por)\b",
    re.IGNORECASE,
)
KEPT = re.compile(
    r"\b(?:must|should|shall|has to|have to|to)\s+(?:stay|remain|be kept|be|keep|fall|drop)\b"
    r"|\b(?:bring|get|push|hold|keep|cut)\b"
    r"|^\W*(?:[\w-]+\s){1,4}(?:below|under)\s$",
    re.IGNORECASE,
)
HORIZON = re.compile(
    r"\b(?:by|until|before|till|bis|avant|antes de|até|within|end of|at the latest)\b[^.;]{0,24}$"
    r"|\b(?:au|zum|al|ao)\s$",
    re.IGNORECASE,
)
NEW = re.compile(r"(?:neue[rsn]?|nouve(?:au|aux|lles?)|nuev[oa]s?|nov[oa]s?)$", re.IGNORECASE)
METRIC_WORDS = re.compile(
    r"\b(open rates?|click(?:-through)? rates?|ctr|conversion rates?|conversions?|cost per \w+|roi|roas|sales|revenue|"
    r"turnover|income|gifts?|donations?|"
    r"donors?|leads?|sign-?ups?|registrations?|downloads?|bookings?|applications?|members?|subscribers?|attendees?|"
    r"visits?|visitors?|"
    r"purchases?|orders?|awareness|satisfaction|nps|retention|churn|engagement|views?|impressions?|installs?|"
    r"trials?|appointments?|"
    r"enquiries|inquiries|tickets?|policies|customers?|pledges?|households?|footfall|renewals?|vaccinations?|"
    r"enrolments?)\b",
    re.IGNORECASE,
)
