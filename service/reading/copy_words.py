"""The words by which copy, pictures, results and furniture of a brief are known.

Labels and headings are matched from their start, so that "Tone:" is found and "Ringtone:" is not. English,
German, French, Spanish and Portuguese side by side.
"""

import re

from service.reading.word_lists import word_set


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE)


def _label(pattern: str) -> re.Pattern[str]:
    """A label or heading: emoji and list numbers may stand in front, a number or bracket behind."""
    return re.compile(
        rf"[\W\d_]*(?:{pattern})s?(?:\s*[#\d]+|\s+[a-z])?(?:\s*[(–—-].*|\s+options?\b.*)?\s*:?$",
        re.IGNORECASE | re.DOTALL,
    )


# --- what must never be set aside ---------------------------------------------------------------

NEED = _words(
    r"must(?: not)?|needs?(?: to)?|we(?:'d| would) like|we (?:want|plan|intend|expect|aim|will|"
    r"should)|shall|requires?|"
    r"has to|have to|make sure|ensure|cannot|can IT|please|has to|not allowed|only if|unless|"
    r"deadline|approv\w+|"
    r"soll(?:en|te)?|muss|müssen|brauchen|benötigen|wollen wir|wir wollen|möchten|bitte|darf "
    r"nicht|dürfen|"
    r"doit|doivent|devra|devront|nous (?:voulons|souhaitons)|il faut|besoin|souhaite|"
    r"deben?|deberá|necesitamos|queremos|hay que|requiere|"
    r"devem?|precisamos|é preciso|gostaríamos"
)
STRONG_NEED = _words(
    r"(?:we|IT|they|users?|customers?|members?|(?:the|our|your) (?:site|page|form|app|system|team|"
    r"agency|tool|crm)|all (?:e-?mails?|messages|links))"
    r"[^.!?]{0,40}\b(?:needs?|must|wants?|shall|has to|have to|requires?|is required|are "
    r"required)|"
    r"gdpr|legal(?:ly)?|consent|opt(?:ed)?[- ]?(?:in|out)|unsubscribe|wir (?:brauchen|müssen|"
    r"wollen)|nous (?:devons|voulons)|"
    r"(?:debemos|necesitamos)|(?:devemos|precisamos)"
)
DATA = _words(
    r"crm|database|data ?base|datenbank|api|webhooks?|pixel|utm|tracking|analytics|ga4|gtm|tag "
    r"manager|consent|gdpr|dsgvo|rgpd|lgpd|"
    r"opt[- ]?(?:in|out)s?|unsubscribe|landing ?pages?|microsite|sign-?up form|registration|"
    r"dashboards?|segments?|audiences?|export|import|"
    r"upload|integrat\w+|sync\w*|csv|spreadsheets?|excel|mailing list|subscribers?|suppression|"
    r"hubspot|salesforce|shopify|mailchimp|"
    r"klaviyo|braze|whatsapp|retargeting|remarketing|lookalikes?|voucher codes?|personalis\w+|"
    r"personaliz\w+|merge tags?|automation|"
    r"a/b|split test|e-?mail address\w*|phone numbers?|birthda\w+|date of birth|minors?|children|"
    r"under[- ]?1[0-9]|newsletter|kunden\w*|mitglieder\w*"
)
PLAN = _words(
    r"budget|target (?:of|is|:)|goal|kpi|deadline|launch(?:es)? (?:on|date)|go[- ]live|cpl|cpc|"
    r"cpm|ctr|roas|quota|"
    r"\d{1,2}\.? (?:january|february|march|april|may|june|july|august|september|october|november|"
    r"december|januar|februar|märz|mai|juni|juli|"
    r"oktober|dezember|janvier|février|mars|avril|juin|juillet|août|septembre|octobre|novembre|"
    r"décembre) \d{4}"
)
COUNTED = _words(
    r"(?<![\d.,])\d[\d.,]{0,20}\s?(?:k|m|million|mio|lakh)?\+?\s(?:subscribers|contacts|customers|"
    r"members|people|leads|visitors|visits|e-?mails|users|recipients|donors|"
    r"sign-?ups|registrations|messages|attendees|participants|kunden|mitglieder|kontakte|abonnés|"
    r"clients|clientes|socios|contatos)"
)

# --- labels and headings ------------------------------------------------------------------------

SLOGAN_LABEL = _label(r"slogan|tag ?line|strap ?line|claim|motto|lema|eslogan|accroche")
SUBJECT_LABEL = _label(
    r"(?:e-?mail )?subject(?: line)?|betreff(?:zeile)?|objet|asunto|assunto|cta(?: button)?|"
    r".{0,12}\bcta|call[- ]to[- ]action|button(?: text| copy)?|"
    r"pre-?header|preview text|vorschautext"
)
COPY_LABEL = _label(
    r"(?:main |sub-?|ad )?headline|primary (?:text|message)|body(?: copy| text)?|(?:ad|email|"
    r"e-mail|post|social|sms|push|web|long|short)[ -]copy|"
    r"copy|caption|hook|overlay text|description \d|variant [a-z]|voice-?over|script|hashtag|"
    r"dialogue|testimonial quote|"
    r"(?:flyer|leaflet|poster)[- ]?text|anzeigentext|werbetext|instagram/facebook ad|ad text|post text|überschrift|"
    r"bildunterschrift|textvorschlag|kernbotschaft(?:en)?|key message|"
    r"titular|texto (?:principal|del anuncio)|titre|texte (?:de l'annonce|principal)|chamada|"
    r"texto do anúncio|google ads keywords|(?:zeitungs)?anzeige|(?:newspaper |print |banner |"
    r"display )?ad(?:vert)?"
)
IMAGE_LABEL = _label(
    r"visual(?:s|/motion)?(?: direction| concept| style| idea)?|image(?: style| prompt| idea| "
    r"direction)?|(?:image |negative |ai )?prompt|dimensions?|"
    r"safe zone(?: note)?|aspect ratio|art direction|mood(?: ?board)?|tone(?: of voice)?|ton|"
    r"bilder|look (?:and|&) feel|(?:brand |accent |primary )?colou?r(?: palette)?|"
    r"palette|font|typography|imagery|bild(?:idee|motiv|sprache|stil)?|szene[n]?|scene|storyboard|"
    r"shot list|sound|music|musik|tonalität|"
    r"visuel|ambiance|imagen(?:es)?|tono|estilo visual|imagem|tom|brand font|border radius|"
    r"style(?: guide)?"
)
METADATA_LABEL = _label(
    r"generated|last updated|(?:document |template )?version|created(?: at| by| on)?|maintained "
    r"by|author|prepared by|updated|stand|erstellt(?: am| von)?|"
    r"copy framework|framework|licen[cs]e|file|content source path|page|document owner"
)
EXAMPLE_LABEL = _label(
    r"(?:for )?example|sample|e\.g\.|(?:zum )?beispiel|par exemple|exemple|(?:por )?ejemplo|(?:por )?exemplo"
)
RESULT_LABEL = _label(
    r"results?(?: (?:so far|to date|achieved|last .*))?|outcome(?!s)|past (?:results?|performance)|"
    r"key (?:results|findings)|impact|outcome & business impact|"
    r"lessons learn(?:ed|t)|ergebnis(?:se)?|résultats?|resultados?|last year|previous campaigns?"
)
LINK_SECTION = _label(
    r"sources?|references?|(?:external |further )?(?:resources?|reading|links?)|quellen|liens|fuentes|enlaces|fontes"
)

COPY_SECTION = _words(
    r"copy deck|ad copy|copy blocks?|copy variants?|email copy|sample (?:e-?mails?|posts?|ads?|"
    r"copy)|draft (?:e-?mails?|copy|posts?|ads?)|"
    r"localized copy|copy to paste|werbetexte?|anzeigentexte?|textentwürfe|textes publicitaires|"
    r"textos publicitarios"
)
WEAK_COPY_SECTION = _words(
    r"subject lines?|headlines?|ctas?|calls? to action|key messages?|messaging|captions?|e-?mail "
    r"content|social posts?|werbematerialien|"
    r"urgency messaging|preheader|slogans?|content structure"
)
IMAGE_SECTION = _words(
    r"image generation|image prompts?|visual (?:elements|direction|identity|style)|visual/motion "
    r"direction|mood ?board|art direction|creative direction|"
    r"design philosophy|look (?:and|&) feel|video-?konzept|storyboard|shot list|brand dna|brand "
    r"colou?rs|typography|bildsprache|logo"
)

# --- the wording itself -------------------------------------------------------------------------

CALLS = re.compile(
    r"[\W_]*(?:join|get|grab|discover|don[’']t miss|book|buy|shop|sign up|save|try|start|stop|"
    r"download|claim|reserve|unlock|hurry|order|come|meet|"
    r"enjoy|win|find out|subscribe|donate|give|explore|treat yourself|last chance|"
    r"jetzt|entdecke|hol dir|sicher[en]? (?:dir|sie)|komm|werde|vergiss|erlebe|descubre|compra|"
    r"únete|regístrate|registra|encuentra|envía|reserva|deja de|"
    r"recupera|découvrez|profitez|rejoignez|inscrivez-vous|achetez|offrez|descubra|aproveite|"
    r"inscreva-se|garanta|compre)\b",
    re.IGNORECASE,
)
SECOND_PERSON = _words(
    r"your?|yours|dein(?:e[nmrs]?)?|dich|dir|ihr(?:e[nmrs]?)?|votre|vos|tu|tus|te|su|sua|seu|today|now|heute|jetzt|hoy|ahora|agora|hoje|free"
)
VISUAL_CODE = re.compile(r"#[0-9a-fA-F]{6}\b|\b\d{3,4}\s?[x×]\s?\d{3,4}\b|\b(?:9:16|16:9|4:5|1:1)\b")
VISUAL_WORDS = word_set(
    "background foreground gradient glow glowing neon screen close-up lighting overlay typography "
    "palette accent silhouette "
    "silhouettes texture headshot smiling cinematic aesthetic hintergrund farbverlauf beleuchtung"
)
PAST_WORDS = word_set(
    "last previous previously ago in past letzte letztes letzten vorjahr derni dernier dernière pasado passado"
)
"""One of these stands in everything that `PAST_TIME` matches."""
BOILERPLATE_WORDS = word_set(
    "rights environment copyright c page sent confidential intended recipient received vertraulich "
    "rechte droits derechos direitos"
)
"""One of these, or a copyright sign, stands in everything that `BOILERPLATE` matches."""
PAST_TIME = _words(
    r"last (?:year|month|week|quarter|season|spring|summer|autumn|fall|winter|time|campaign|"
    r"christmas|january|february|march|april|may|june|july|august|"
    r"september|october|november|december)(?:[’']s)?|previous(?:ly)?|a year ago|in 20[01]\d|in "
    r"202[0-4]|letzte[ns]? (?:jahr|mal|kampagne|monat)|im vorjahr|"
    r"l[’']an(?:née)? derni(?:er|ère)|(?:el )?año pasado|(?:no )?ano passado|past campaign"
)
PAST_VERB = _words(
    r"raised|reached|generated|achieved|delivered|brought|increased|improved|grew|rose|fell|"
    r"dropped|attracted|resulted|converted|exceeded|earned|saw|had|got|"
    r"sold|recruited|won|gained|hatte[n]?|brachte[n]?|erreichte[n]?|erzielte[n]?|a généré|a "
    r"atteint|logr(?:ó|amos)|alcanz(?:ó|amos)|alcançou|gerou"
)
TROUBLE = _words(
    r"fail\w*|fell over|crash\w*|went down|down(?:time)?|tim(?:ed|e|ing)[ -]?out|outage|broke\w*|slow\w*|"
    r"errors?|complain\w*|bounced?|again|offline|queued?|overload\w*|"
    r"lost|problems?|issues?|breach\w*|spam|ausfall|ausgefallen|abgestürzt|panne|caíd[ao]|caiu|"
    r"fallo"
)
BOILERPLATE = re.compile(
    r"all rights reserved|^\s*(?:©|\(c\)|copyright)\s|this (?:e-?mail|message|"
    r"document)[^.]{0,60}(?:confidential|intended (?:only|solely))|"
    r"if you (?:are not the intended recipient|have received this)|^\s*page \d+ of \d+\s*$|sent "
    r"from my (?:iphone|ipad|phone|mobile|samsung)|"
    r"consider the environment|diese (?:e-?mail|nachricht)[^.]{0,60}vertraulich|alle rechte vorbehalten|tous droits "
    r"réservés|todos los derechos reservados|"
    r"todos os direitos reservados|^\s*(?:strictly )?(?:private (?:and|&) )?confidential\s*$",
    re.IGNORECASE,
)
MENU = re.compile(
    r"(?:home|start(?:seite)?|skip to (?:main )?content|back to top|table of contents|menu|"
    r"contents|read more|accueil|inicio|início)"
    r"(?:\s*[|>»›/·]\s*[\w&-]+(?: [\w&-]+){0,4}){0,12}",
    re.IGNORECASE,
)
FILE_ONLY = re.compile(r"(?:[A-Za-z]:)?(?:[\w.@<>*-]*[/\\])+[\w.@<>*-]+\.\w{2,5}(?:\s*[,;]\s*[\w./\\-]+\.\w{2,5})*")
RUN_IN_HEADING = re.compile(
    r"(?:background|context|objectives?|goals?|audience|timing|overview|summary|scope|channels?|"
    r"next steps|why|the idea|hintergrund|ziele?|kontext|ausgangslage|"
    r"contexto|objetivos?|público|contexte|objectifs?|cible)\.",
    re.IGNORECASE,
)
