"""Words beside a quantity that tell the part it plays, in the languages that briefs come in.

All patterns are written in lower case and are asked of lower-case text.
"""

import re

from schemas.brief import FactRole


def phrases(alternatives: str) -> re.Pattern[str]:
    """Compile whole words or phrases, parted by `|` in the notation of regular expressions."""
    return re.compile(rf"\b(?:{alternatives})\b")


def right_before(alternatives: str, then: str = "") -> re.Pattern[str]:
    """Compile phrases that must stand right before a quantity, with at most the words of `then` in between."""
    return re.compile(rf"\b(?:{alternatives}){then}[\s~*(:]*$")


LABELS: tuple[tuple[FactRole, re.Pattern[str]], ...] = (
    (
        "past_result",
        phrases("last year|previous|results?|outcome|actuals?|achieved|vorjahr|resultados"),
    ),
    (
        "baseline",
        phrases("baseline|current(?:ly)?|today|now|before|at present|status quo|ist|ausgangswert|actuel|actual"),
    ),
    (
        "target",
        phrases(
            "goals?|targets?|objectives?|kpis?|aims?|expected|wanted|desired|success|objetivos?|metas?|objectifs?"
            "|ziele?"
        ),
    ),
    (
        "budget",
        phrases("budgets?|costs?|spend|money|funding|investment|kosten|presupuesto|orçamento|coûts?"),
    ),
    ("limit", phrases("limits?|max(?:imum)?|caps?|ceiling|constraints?|restrictions?")),
    (
        "price",
        phrases("prices?|pricing|discounts?|offers?|fees?|savings?|preise?|rabatt|tarifs?|precios?|salary"),
    ),
    (
        "audience",
        phrases("audiences?|who|recipients?|segments?|zielgruppen?|cible|público|lists?|population"),
    ),
    ("volume", phrases("volumes?|quantity|sends?|traffic|reach|anzahl|menge")),
)
"""What a label or the heading of a column says about the numbers under it, the first that fits."""

MEASURE_HEADING = re.compile(
    r"^\W*(?:q?\d+[.)]?\s*)?(?:"
    r"(?:(?:key|main|our|the|success|performance|campaign|planned|intended|desired)\s){0,2}"
    r"(?:measures?|measurements?|outcomes?|kpis?|indicators?|results? (?:wanted|sought|expected)|success)"
    r"(?: (?:of success|sought|wanted|expected|and \w+|& \w+))?"
    r"|how (?:will|do|would|should|can|shall) (?:you|we|i|it|success|this|the campaign|they)\b[^.:]{0,40}"
    r"\b(?:(?:measured?|judged?|evaluated?)\b|(?:know|tell)\s(?:if|that|whether|when|it|this)\b)[^.:]{0,40}"
    r"|(?:what (?:does |do |will |would )?)?(?:success|good|winning|great) looks? like"
    r"|how (?:is|will) success\b[^.:]{0,30}"
    r"|erfolgs(?:kriterien|messung|kennzahlen)|kennzahlen|messgrößen|woran (?:wir|messen)\b[^.:]{0,50}"
    r"|indicateurs(?: de (?:réussite|succès))?|mesures? de succès|résultats attendus|comment (?:mesurer"
    r"|saurons)\b[^.:]{0,50}"
    r"|indicadores(?: de éxito| de sucesso)?|resultados esperados|cómo (?:mediremos|sabremos)\b[^.:]{0,50})"
    r"\s*(?:\([^)]*\))?\W*$",
    re.IGNORECASE,
)
"""`8. Measures`, `How will you know it worked?`: figures below are to be reached; what has none is only looked at."""
HEADINGS: tuple[tuple[FactRole, re.Pattern[str]], ...] = (
    (
        "target",
        re.compile(
            r"^\W*(?:\d+\W+)?(?:\w+\s){0,2}(?:goals?|targets|objectives?|kpis?|success (?:metrics|measures|criteria)"
            r"|measures? of success|ziele?|objetivos?|metas?|objectifs?|expected (?:results?|timeline|outcomes?))"
            r"(?:\s(?:and|&|und|et|y|e)\s.*|\W*)$"
        ),
    ),
    ("target", MEASURE_HEADING),
    ("budget", phrases("budget|costs?|money|funding|spend|kosten|presupuesto|orçamento")),
    ("past_result", phrases("results? (?:so far|last)|outcome|last year|what happened|lessons")),
)
"""What a heading says about the numbers under it: only where the whole heading is about that."""

AD_COPY = phrases(
    "ad copy|copy deck|slogans?|headlines?|taglines?|prompts?|subject lines?|preheaders?|flyer[- ]text|"
    "script|caption|primary text|overlay text|preview text"
)
AUDIENCE = phrases("audiences?|who|recipients?|zielgruppen?|cible|público")

_NO_MORE = (
    "under|below|less than|fewer than|no more than|not more than|more than|at most|"
    r"max(?:imum)?(?: of)?\.?|up to|keep (?:below|under)|limit(?:ed)?(?: (?:of|to|is))?|"
    "caps?(?: (?:of|at|is))?|not (?:be )?exceed|exceed(?:ing)?|within(?: the)?|older than|no later than|"
    "longer than|over|above|unter|höchstens|maximal|bis zu|innerhalb von|binnen|moins de|jusqu'à|"
    "au maximum|menos de|hasta|como máximo|até|no máximo"
)
LIMIT = re.compile(rf"(?:[<≤]|\b(?:{_NO_MORE}))\s*:?\s*(?:about\s+|the\s+)?[~*(]*$")
CHOSEN_BY_LEAST = re.compile(r"\b(?:who|whoever|whose)\s[^.;:,]{2,50}\s(?:at least|more than|over|under|less than)\s$")
"""`everyone who took at least 5 rides`: by what they did people are chosen, and nothing is aimed at."""
AT_LEAST = right_before("at least|mindestens|au moins|al menos|pelo menos")
THROUGHPUT_LIMIT = phrases(r"limit\w*|cap(?:s|ped)?|allows?|throttle\w*|can (?:send|handle|take|manage)|maximum|max")
TERM = phrases(
    r"keep|kept|retain\w*|stored?|delete[ds]?|valid(?:ity)?|good for|expir\w+|cooling-off|notice|allow|"
    "answers?|repl(?:y|ies)|takes?(?! place)|sla|delay|timeout|must|page speed|"
    r"load(?:s|ing)? (?:time|in)|gespeichert|aufbewahr\w+|gelöscht|löschen|gültig|guardan|conserv\w+|"
    r"contesta|répond|supprim\w+|valable|válido|armazen\w+"
)
"""Words that make a length of time a term to be kept: storage, answers, validity."""

_AGO = (
    "last (?:year|month|week|quarter|time|season|spring|summer|autumn|fall|winter|campaign)(?:'s)?|"
    r"previous(?:ly)?|in 20\d\d|vorjahr|letztes jahr|l'an dernier|año pasado|ano passado"
)
PAST_NEAR = phrases(_AGO)
PAST_AFTER = re.compile(rf"\W{{0,2}}(?:{_AGO}|im vorjahr)\b")
_RESULT_VERBS = (
    "reach(?:ing)?|lift|raise|increase|grow|win|achieve|hit|bring|attract|generate|recruit|drive|sign up|"
    "erreichen|gewinnen|steigern|atteindre|convaincre|recruter|obtenir|gagner|attirer|faire revenir|inscrire|"
    "alcanzar|llegar|conseguir|captar|vender|lograr|recuperar|sumar|ganar|obtener|inscribir|renovar|"
    "alcançar|atingir|angariar|conquistar|chegar|somar|ganhar|obter|inscrever"
)
_TARGET_NOUN = r"target(?!s? (?:group|audience|market|segment|list))"
_WANTING = r"\b(?:wants?|aims?|hopes?|plans?|goal|needs?|job|task|try|trying|looking|is|are|push|drive|effort|order)"
_GAINING = "get|sell|collect|fill|convert|secure|add|gain|enrol"
"""Verbs that tell what happens as often as what is wanted: "you get 15%", "we sell to 58,000 households"."""
TARGET = re.compile(
    rf"\b(?:goals?|aim(?:ing)?|{_TARGET_NOUN}s?|objectives?|wants?|would like|hope|"
    rf"looking for|expects?|count(?:ing)? on|committed to|{_RESULT_VERBS}|get to|"
    "kpi|ideally|ziel|wollen|möchten|streben|rechnen mit|"
    "objectif|(?:notre|le) but|voulons|voudrions|souhaiterions|aimerions|souhaitons|visons|espérons|ambition|"
    "il faut que|"
    r"objetivo|queremos|buscamos|pretendemos|esperamos|(?:la|nuestra|nossa|a|como) meta)\b"
    rf"|(?:^\W*(?:to )?|{_WANTING}\s(?:\w+\s){{0,2}}to\s)(?:{_GAINING})\b"
    r"|\bwe\s(?:will|must|should|have to)\s(?:sell|secure|gain|enrol)\b"
)
"""Words of a clause that want the number behind them."""
EXPECTED = phrases("expect|expects|expecting|reckon with|rechnen mit|esperamos")
WISH = re.compile(
    r"(?:\b(?:ask(?:s|ed)? for|demands?|insists? on|would like|['’]d like)|(?:\bare|\bam|\bis|['’]re|['’]m) after"
    r"|\b(?:at least|mindestens|wenigstens|au moins|al menos|pelo menos)"
    r"|\b(?:happy|delighted|pleased|satisfied) with"
    r"|\bsuccess\b(?: [\w']+){0,4} (?:is|means|would be|looks like))\s(?:[\w-]+\s){0,2}$"
)
"""Right before a number these want it."""
WISHED_AFTER = re.compile(
    r"\s(?:[\w-]+\s){0,3}?(?:would (?:make (?:me|us)|be (?:great|good|enough|fine|nice|lovely|a (?:good|great)|our))"
    r"|is (?:what (?:we|i) (?:want|need)|(?:the|our|my) (?:number|figure|aim|goal|target))|should it be\b|sollen es\b"
    r"|(?:is|are) (?:fine|good|great|ok|okay|plenty|enough) (?:by|with|for) (?:me|us)\b)"
)
LIMIT_AFTER = re.compile(
    r"\s?(?:max(?:imum|imal|\.)?|at (?:the )?most|tops|höchstens|au (?:plus|maximum)|como máximo|no máximo)(?!\w)"
)
"""`25 € maximum`."""
"""`3,000 would make me happy`."""
WISHED_IN_GERMAN = re.compile(r"\b(?:sollen|müssen) es\s(?:[^,;:]{0,45}\s)?$")
"""`diesmal sollen es bis Ende Mai 700 sein`."""
BY_THEN = phrases("by|until|bis|avant|antes|até")
DOWN_TO = re.compile(r"\b(?:down|up) to\s$")
NEED = re.compile(r"\b(?:needs?|brauchen|benötigen|il nous faut|necesitamos|precisamos(?: de)?)\s(?:[\w-]+\s){0,2}$")
RESULT_AFTER = re.compile(
    r"\s(?:[\w-]+\s){0,2}?(?:bookings?|sign-?ups?|registrations?|members?|customers?|donors?|leads?|orders?|sales"
    r"|subscribers?"
    r"|applications?|applicants?|attendees?|visitors?|guests?|downloads?|users?|policies|accounts?|contracts?"
    r"|donations?|gifts"
    r"|pledges?|mqls?|sqls?|trials?|referrals?|installs?|volunteers?|enrol\w*|renewals?|anmeldungen|buchungen"
    r"|\w*kunden|mitglieder|bestellungen|abonnent\w*|teilnehmer\w*"
    r"|verträge|abschlüsse|spenden|inscriptions?|réservations?|clients?|abonnés?|adhérents?|ventes|commandes|dons"
    r"|inscripciones"
    r"|reservas?|clientes|socios|ventas|altas|pedidos|inscrições|sócios|vendas|adesões)\b|\s?(?:a|per|each|im|par"
    r"|al|por)\s"
)
"""Behind a number that is needed these make it a result, not a thing to be had."""
SHALL_WIN = phrases("soll|sollen|wollen|möchten|müssen")
WON_AFTER = re.compile(
    r"[^.;:]{0,70}\b(?:bringen|gewinnen|verkaufen|erreichen|generieren|registrieren|abschließen|buchen|wechseln|kommen|"
    r"zurückholen|zurückgewinnen|überzeugen|steigen|sinken|wachsen|einsammeln|umstellen)\b"
)
"""The German verb stands behind the number that it wants."""
MEASURE_SHALL_BE = re.compile(
    r"^(?!.*\b(?:voucher|budget|phone|digits?|delivery|discount|price|fee|gutschein|rabatt)\b)"
    r".*\b(?:average|rate|basket|score|quote|bon|tasa|taxa|taux|panier)\b[^.;:]{0,40}?"
    r"\b(?:should|must|has to|needs to|soll|muss|doit|debe|deve) (?:be|come in at|reach|average|rise to|fall to|sit at"
    r"|land at|être de|ser de|bei|auf)\s(?:at least |about |around |mindestens )?$",
    re.DOTALL,
)
"""`the average basket should come in at £62`: a measure and what it has to be."""
RESULT_BEFORE = re.compile(rf"\b(?:{_RESULT_VERBS}|{_GAINING})\s(?:[\w-]+\s){{0,3}}$")
_MEANS = (
    "leaflets?|flyers?|banners?|films?|videos?|clips?|spots?|posters?|postcards?|letters?|mailings?|mailers?|e-?mails?|"
    "texts?|messages?|pushes|notifications?|reminders?|posts?|stories|reels?|versions?|variants?|variations?"
    "|templates?|"
    "copies|languages?|vouchers?|codes?|coupons?|winners?|prizes?|addresses|names|records|fields|data points?|columns?|"
    "shops?|stores?|branches|sites?|screens?|outlets?|locations?|touchpoints?|waves?|rounds?|steps?|stages?|options?|"
    "ideas?|concepts?|designs?|layouts?|visuals?|images?|photos?|pictures?|articles?|pages?|forms?|questions?"
    "|segments?|"
    "groups?|lists?|files?|reports?|dashboards?|licen[cs]es?|workshops?|varianten?|versionen|folletos|carteles|"
    "correos|mensajes|versiones|variantes|affiches|dépliants|bannières|courriels|cartazes|folhetos|mensagens"
    "|personnes|pessoas|personas|sacs|sacos|bolsas"
    "|colou?rs"
)
MEANS = phrases(_MEANS)
MEANS_AFTER = re.compile(
    r"\s+(?:times|mal|fois|veces|vezes)\b"
    rf"|\s+(?:(?:new|different|short|more|further|separate|printed|test|gift|neue|nouvelles?|nouveaux|nuev[ao]s)\s+)?"
    rf"(?:{_MEANS})\b|\s+of (?:the |our |your )?(?:budget|media|list|spend|base|fee)\b"
    r"|\s+(?:people|colleagues|staff|hands)\s+(?:from|in|of)\b"
    r"|[^.;,]{0,40}\b(?:at once|at a time|at the same time|simultaneously|concurrently|gleichzeitig|a la vez"
    r"|en même temps)\b"
)
"""Right behind a number: things that are made, sent, given or used, which no campaign is for."""
MEANS_BEFORE = re.compile(
    r"\b(?:send(?:ing)?|giv(?:e|ing)(?: away)?|offer(?:ing)?|spend(?:ing)?|us(?:e|ing)|test(?:ing)?|try|show(?:ing)?|"
    r"print(?:ing)?|produc(?:e|ing)|pick(?:ing)?|draw(?:ing)?|choos(?:e|ing)|hand(?:ing)? out|distribut(?:e|ing)|"
    r"keep|hold|put(?:ting)?|order(?:ing)?|hir(?:e|ing)|pay(?:ing)?|run(?:ning)?|split(?:ting)?|access|reserve"
    r"|we have)\b[^.;:]{0,40}$|\b(?:the|these|those|our|all|die|den|les|nos|los|las)\s$"
    r"|\b(?:past|last|previous|letzten|dernières?|derniers|últim[oa]s)\s$"
)
"""Words before a number that make it a means, or something that is there already."""
STANDS_AND_SHALL = re.compile(
    r"\s(?:\w+\s){0,2}(?:and|but)\s(?:we|i)\s(?:want|need|would like|aim|have)\b[^.;]{0,40}\bto\s(?:\w+\s){0,2}\d"
)
"""`trips run 38% full and we need to get that to 55%`: the first is where it starts from."""
NAMED_TARGET = right_before(
    r"(?:the|our|this year's|new) (?:target|goal|aim|objective)(?: for \w+)? is",
    r"(?: (?:for|to (?:reach|get|sell|have)))?",
)
"""Right before a quantity these decide, whatever the clause before them reports."""
WANT = phrases(
    rf"goal|aim|{_TARGET_NOUN}|objective|we want|our goal|ziel|objectif|objetivo|(?:la|nuestra|nossa|a|como) meta"
)
BY_DATE = re.compile(
    r"(?:\s(?:of|from)\s(?:[^.;|:,]|,(?=\d)){0,60})?[^.;|:,]{0,40}?\b(?:by|until|bis|avant|hasta|até)\s+(?:the\s+"
    r"|ende\s+)?(?:end|eve|start|close|middle|beginning|first|last|weekend|\d|Q\d|next|summer|spring|autumn|winter|year"
    r"|(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?|(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs?)?|Fri|Sat(?:ur)?|Sun)(?:day)?)\b"
    r"|Easter|Christmas|midsummer|Ostern"
    r"|Weihnachten|Memorial|Labor|Thanksgiving|Black|New Year)"
)
BASELINE = phrases(
    "current(?:ly)?|today|now|at present|so far|average|baseline|aktuell|derzeit|heute|actuellement|"
    "actualmente|atualmente|aujourd'hui|hoy|hoje|zurzeit"
)
ORDERED_BEFORE = re.compile(
    r"\b(?:orders?|purchases?|spend(?:ing|s)?|baskets?|commandes?|achats?|bestell\w*|einkauf\w*|compras?|pedidos?"
    r"|deposits?|dépôts?|depósitos?|einlagen?)\b"
    r"[^.;:]{0,25}$"
)
"""Before a small amount of money these make it the least that somebody must spend."""
IN_BRACKETS_THEN = re.compile(r"\((?:in )?(?:20\d\d|last year|today|now|currently)\s?[:,=]?\s?(?:about )?$")
"""Before an amount: "(2025: 1.57m)", "(today 38 %)"."""
UP_FROM = right_before("up from|down from|compared (?:with|to)|against|versus|vs")
WHOLE = re.compile(
    r"\d[\w.,]*\s(?:out\s)?of\s(?:(?:the|our|their|its|an?|some|about|estimated|roughly|total|all|client's"
    r"|company's)\s){1,3}$"
)
"""Before a number these make it the whole of which another one is a part."""
BASELINE_AFTER = re.compile(r"\W{0,2}(?:today|now|currently|at present|heute|derzeit|actuellement|hoy|hoje)\b")

PRICED = phrases("anywhere|ranging|ranges?|fares?|prices?|priced|fees?|tariffs?|costs?|discounts?|tickets?|worth")
"""Before "from X to Y" these make it a range or change of price."""
_NEARLY = (
    "about|under|over|below|above|at least|unter|über|rund|etwa|mindestens|moins de|environ|au moins|menos de|más de"
    "|mais de|al menos|pelo menos|abaixo de"
)
FROM = re.compile(r"\b(?:from|von|de|del|du|desde)\s+(?:about\s+)?$")
TO_NEXT = re.compile(
    r"\s+(?:[\w%£€$]+\s+){0,5}?(?:to|auf|à|au|a|al|para)\s+"
    rf"(?:(?:{_NEARLY})\s+)?[£€$~]?\d"
    r"|\s?(?:->|→|=>)\s?[£€$]?\d"
)
FROM_TO = re.compile(
    r"\b(?:from|von|de|del|du|desde)\s+\S{0,10}\d\S{0,10}(?:\s+\S+){0,5}?\s+(?:to|auf|à|au|a|al|para)\s+"
    rf"(?:(?:{_NEARLY})\s+)?[£€$~]?$"
    r"|\d\S{0,4}\s?(?:->|→|=>)\s?$"
)
ADDRESSED_AFTER = re.compile(
    r"\s+(?:[\w-]+\s+){0,2}?[\w-]*(?:people|persons|members|customers|donors|subscribers|users|households|guests"
    r"|patients|parents|"
    r"students|clients|contacts|supporters|tenants|holders)\b,?\s+(?:will |should |shall |are to |to )?"
    r"(?:get|gets|receive|receives|be sent|are sent|is sent|be texted|be mailed|be called)\b"
    r"|\s+(?:[\w-]+\s+){1,3}(?:an|ein|zu)(?:schreiben|laden|sprechen)\b"
    r"|\s+(?:[\w-]+\s+){1,5}(?:schicken|senden|kontaktieren|informieren|anrufen)\b"
)
"""Words after a number of people that say what reaches them: whatever they did before, they are the audience."""
_SENDING = (
    "send(?:ing)?|mail|e-?mail(?:ing)?|text|writ(?:e|ing) to|invit(?:e|ing)|contact(?:ing)?|"
    "call(?:ing)?|talk(?:ing)? to|speak(?:ing)? to|approach(?:ing)?|"
    "phon(?:e|ing)|messag(?:e|ing)|notify(?:ing)?|inform(?:ing)?|remind(?:ing)?|"
    "schicken|senden|verschicken|einladen|envoyer|écrire|inviter|appeler|contacter|informer|"
    "enviar|mandar|escribir|invitar|llamar|avisar|escrever|convidar|contactar|"
    "hablamos|hablar|dirigimos|falamos|dirige|adressons|parlons|sprechen|ansprechen"
)
_TO_ALL = (
    r"(?:(?:all|our|the|their|these|those|a|an|about|around|roughly|some|back|up|out|alle|unsere|die|nos|les|los"
    r"|nuestros"
    r"|os|nossos|aux?|aos?|à|a|al|an|rund|etwa|environ|unos|cerca de)\s)*$"
)
ADDRESSED_BEFORE = re.compile(
    rf"\b(?:{_SENDING})\s{_TO_ALL}"
    r"|\b(?:send(?:ing)?|writ(?:e|ing)|schicken|senden|envoyer|écrire|enviar|mandar|escribir|escrever|hablamos"
    r"|dirigimos"
    r"|falamos|adressons|parlons)\b(?:(?!\b(?:to|from|lift|bring|grow|raise|increase|an|à)\b)[^.;:]){0,60}"
    rf"\s(?:to|an|à|aux|a|al|aos|para)\s{_TO_ALL}"
)
"""Words before a number of people that say who is written to or called."""
CHANGING = phrases(
    "lift|raise|increase|grow|improve|cut|reduce|lower|shrink|rises?|rising|drop|steigern|erhöhen|senken|augmenter"
    "|passer"
    "|porter|réduire|aumentar|subir|bajar|reducir|reduzir|baixar|bring down|push up"
)
CHANGING_AFTER = phrases("steigen|sinken|erhöhen|senken|wachsen")
"""Verbs that make "from X to Y" of money a change, not a range."""
LIFT_TO = re.compile(
    r"\b(?:lift|raise|increase|grow|get|bring|push|move|improve|steigern|erhöhen)\b[^,.;:]{0,40}\b(?:to|auf)\s+[~]?$"
)
ARROW_NEXT = re.compile(r"\s?(?:->|→|=>)\s?[£€$]?\d")

BUDGET = phrases(
    r"budget\w*|spend|ceiling|funding|all[- ]in|media|allocat\w+|pot|invest\w*|kosten|etat|presupuesto|"
    r"orçamento|financ\w+|money|for (?:print|ads|media|production|facebook|meta|google)|in all|including|"
    "costs? (?:is|are|up to)"
)
PRICE = phrases(
    "off|discounts?|vouchers?|coupons?|price[ds]?|fees?|tickets?|salary|salaries|entry|subscription|save|"
    r"savings?|rabatte?|gutschein\w*|preis\w*|precios?|descuento|prix|remise|réduction|desconto|preço|"
    "per (?:text|sms|head|person|seat|unit|order|ticket|click|message)|cheaper|was|now|credit|cashback|"
    "gift card|reward|free delivery|minimum order|basket|pay|pays|premium|deposit|rrp"
)
PRICE_AFTER = re.compile(
    r"\s*(?:off\b|discount|rabatt|voucher|coupon|de descuento|de réduction|cashback|gutschein|de desconto|each\b"
    r"|per\s(?!year|month|week|day|annum))"
)
DISCOUNT = re.compile(r"\b(?:discount|descuento|rabatt|remise|réduction|desconto)[^.;]{0,12}$")
NAMED_BUDGET = re.compile(r"\b(?:budget|total spend|budgetrahmen|presupuesto|orçamento)(?:\s(?:of|is|:|von|de))?\s?$")
"""Right before an amount: whatever the label before it says of the others, this one may be spent."""
UNIT_COST = re.compile(
    r"\b(?:cpa|cpl|cpc|cpm|cac|cost per \w+|kosten pro \w+|coût par \w+|coste por \w+)\b[^.;]{0,20}$"
)
CEILING = phrases("ceiling|max(?:imum)?|under|below|cap|limit")
CAPACITY = phrases("viewers?|seats?|attendees|participants|places|concurrent|users at")
OF_THEM = re.compile(r"\s+of (?:them|whom|these|those|which)\b")

# --- dates and times ----------------------------------------------------------------------------

_FILLERS = r"(?:\s+(?:the|on|at|is|about|zum|el|le|ende|end of|end|am|early|mid|late|au))*"
DEADLINE = right_before(
    "by|until|till|til|thru|through|before|due|no later than|deadline|latest|ends?|ending|closes?|"
    "closing|expires?|runs? out|stop|complete[ds]?|finish(?:ed)?|to|bis|spätestens|endet|avant|jusqu'au|"
    "d['’]ici|limites?|au plus tard|antes de(?:l)?|hasta|fecha límite|até|prazo",
    then=_FILLERS,
)
LAUNCH = phrases(
    r"launch\w*|go(?:es)? (?:live|online)|live|starts?|starting|opens?|kick[- ]?off|releas\w+|begins?|beginning|"
    "first|goes out|go out|we send|roll[- ]?out|startet|beginnt|ab dem|ab|lancement|démarrage|"
    "mise en ligne|lanzamiento|empieza|lançamento|começa|drops?|out on|on sale|in[- ]market(?! research)"
)
LAUNCH_ROW = phrases(r"live|launch\w*|go-live|opens?|starts?|starten")
DUE = phrases("deadlines?|due|ends?|closing|limites?|échéance|fecha límite|prazo|frist|stichtag")
NEEDED = re.compile(
    r"\b(?:dates?|day|when)\s(?:(?:it|this)\sis\s)?(?:needed|required|wanted)\b"
    r"|\b(?:needed|required|wanted|ready|in place|live)\s(?:by|for)\b|^(?:needed|required)$"
)
"""A label of a form under which stands the day by which the work is wanted: `Date needed`, `Required by`."""
FREEZE = phrases(r"freeze|not touch|no changes?|blackout|closed|quiet period|no deploy\w*|unavailable")
HEADER = re.compile(
    r"^[\W_]*(?:sent|date|generated|created|last updated|updated|modified|published|von|gesendet|datum|envoyé|fecha"
    r"|version|author|status|today)\b[^:]{0,40}:"
)
SINCE = re.compile(r"\b(?:since|seit|depuis|desde)\s*$")
PAST_DATE = re.compile(
    r"(?:last|past|yesterday|letzte|vorjahr|l['’]an dernier|.*\bago)\b"
    r"|.*\b(?:dernier|dernière|pasado|pasada|passado|passada)$"
)
BEFORE_TIME = re.compile(r"\b(?:by|before|until|till|bis|avant|antes de|até|hasta)\s+(?:\w+\s+)?$")
