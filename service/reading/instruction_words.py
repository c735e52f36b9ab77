"""Words that speak to a machine reading the text, weighed: what people say to one another stays below the bar.

Matched in lower-case text on one line, without marks of emphasis. A strong sign suffices alone, of weak ones it takes
two. A pattern is tried only where one of its cues stands.
"""

import re
from dataclasses import dataclass
from typing import Literal

from service.cued import Cued

BAR = 2
"""House default: the weight from which a sentence is reported."""

Name = Literal[
    "it sets aside what was said before",
    "it gives a machine another role",
    "it addresses a machine",
    "it asks for the prompt",
    "it sets a new task",
    "it sets the form of an answer",
    "it orders a reply",
    "it calls a tool of a machine",
    "it wants to be kept in mind",
    "it carries markup that acts",
    "it gives data away",
    "it claims a mode of testing",
    "it speaks as a machine",
    "it wants no restrictions",
]


@dataclass(frozen=True)
class Sign:
    """One way to speak to a machine: its name for the reader, how much it weighs, its pattern with cues and without."""

    name: Name
    weight: int
    pattern: Cued
    uncued: re.Pattern[str]


def _strong(name: Name, cues: str, *ways: str) -> Sign:
    return _sign(name, BAR, cues, ways)


def _weak(name: Name, cues: str, *ways: str) -> Sign:
    return _sign(name, 1, cues, ways)


def _sign(name: Name, weight: int, cues: str, ways: tuple[str, ...]) -> Sign:
    pattern = re.compile("|".join(ways))
    return Sign(name, weight, Cued(pattern, [cue.replace("_", " ") for cue in cues.split()]), pattern)


_LEAD = (
    r"(?:^|[.!:;,?)\]/-] ?|\b(?:and|or|please|now|then|just|first|so|also|simply|kindly|instead|you to|immediately"
    r"|you (?:must|should|can|may|will|shall|need to|have to|are to)) )"
)
"""What stands before an order to the reader; "the import must ignore all earlier rules" is a duty of somebody else."""
_NOT_TOLD = (
    r"(?<!\bmust )(?<!\bshall )(?<!\bshould )(?<!\bwill )(?<!\bcan )(?<!\bmay )(?<!\bnot )(?<!\bnever )(?<!\bto )"
)
"""The same for words that nearly give it away: whatever stands before but a duty."""
_PUT_ASIDE = (
    r"(?:ignor(?:e|ing)|disregard|forget|override|bypass|discard|neglect|abandon|circumvent|pay no attention to"
    r"|set aside|(?:do not|don't|stop) (?:follow|obey|heed)(?:ing)?)"
)
_PUT_ASIDE_CUES = (
    "ignor disregard forget overrid bypass discard neglect abandon circumvent attention aside follow obey heed"
)
_EARLIER = (
    r"(?:all|any|every|everything|your|my|our|these|those|other|prior|previous(?:ly)?|preceding|above|earlier|former"
    r"|existing|initial|original|system|safety|built-?in|pre-?existing)"
)
_INSTRUCTIONS = (
    r"(?:instructions?|prompts?|(?<!brand )(?<!style )(?<!design )guidelines?|directives?|programming|safeguards?"
    r"|system messages?|safety (?:rules|filters?|checks?)|ethical considerations|content polic(?:y|ies)|guardrails?)"
)
_RULES = r"(?:rules|directions?|commands?|orders|requests|context|constraints|restrictions|boundaries|training|input)"
_MODE = r"(?:developer|debug|god|admin|jailbreak|jailbroken|dan|unrestricted|test|maintenance|sudo|root|diagnostic)"
_MACHINE = (
    r"(?:a\.?i\.?s?|ai (?:coding )?(?:assistants?|agents?|models?|systems?|tools?)|(?:automated"
    r"|coding) (?:assistants?|agents?)"
    r"|(?:virtual )?assistant|(?:large )?language models?|llms?|chat ?bots?|bots?|summari[sz]ers?|parsers?|gpt"
    r"|copilot)"
)
_UNBOUND = r"(?:un(?:restricted|censored|filtered|limited)|no[ -]limits?|evil|jailbroken|rogue|amoral)"
_GIVE = (
    r"(?:reveal|print|show|repeat|output|paste|share|display|tell (?:me|us)|leak|disclose|recite|dump|give me"
    r"|expose|return"
    r"|summari[sz]e|list|translate|spell out|what(?:'s| is| are| was| were))"
)
_REPLY = r"(?:response|answer|reply|output|summary|completion|(?:next|final) message|generated text)"
_EARLIER_ABROAD = (
    r"(?=.{0,70}\b(?:anterior(?:es)?|previ[ao]s?|pr[ée]c[ée]dentes?|ant[ée]rieures?|ci-dessus|vorherig\w*"
    r"|bisherig\w*|obig\w*"
    r"|fr[üu]her\w*|todas?|toutes?|alle|tus|tes|vos|deine|suas?|precedenti?|tutte|dir gesagt|wir besprochen)\b)"
)

SIGNS: tuple[Sign, ...] = (
    _strong(
        "it sets aside what was said before", f"{_PUT_ASIDE_CUES} regardless no_matter despite",
        rf"{_LEAD}{_PUT_ASIDE}(?: \w+){{0,2}}? {_EARLIER}\b(?:,? [\w']+){{0,4}}? {_INSTRUCTIONS}\b",
        rf"{_LEAD}{_PUT_ASIDE}(?: \w+)? (?:all |any |every )?(?:of )?"
        rf"(?:your|(?:the )?(?:previous|prior|preceding|earlier|above|existing|system|safety)) (?:\w+ )?{_RULES}\b",
        rf"{_LEAD}{_PUT_ASIDE} (?:all|any) (?:restrictions|boundaries)\b",
        rf"{_LEAD}{_PUT_ASIDE} (?:everything|anything|all|what)(?: \w+){{0,2}} "
        r"(?:above|before this|you (?:were|have been) told(?! about)|written above)\b",
        rf"\bregardless of (?:any |all |your )?(?:\w+ )?(?:previous|prior|pre-existing|earlier) (?:{_INSTRUCTIONS}"
        rf"|{_RULES})",
        r"\b(?:no matter|despite) what (?:you were told|your (?:instructions|prompt|rules))\b",
        rf"{_LEAD}ignore the user\b",
        rf"{_NOT_TOLD}\b(?:ignore|disregard|forget) (?:all |any |every )?(?:of )?(?:the |your |my )?"
        r"(?:previous|prior|above|earlier|preceding)(?: \w+)? (?:instructions?|prompts?)\b",
    ),
    _strong(
        "it sets aside what was said before",
        "ignor olvid desestim omit caso_omiso en_cuenta oublie compte vergiss vergessen missacht beachte esque "
        "desconsider "
        "dimentica trascura",
        r"\b(?:ignor(?:a|e|ad|en|ez|iere|ieren|ier)|olvida|desestima|omite|haz caso omiso|no (?:tengas"
        r"|tenga) en cuenta"
        r"|oublie[zs]?|ne (?:tiens|tenez) pas compte|vergiss|vergessen sie|missachte|beachte nicht|esque[cç]a"
        r"|desconsidere"
        rf"|dimentica|trascura)\b{_EARLIER_ABROAD}"
        r".{0,70}?\b(?:instrucci[oó]n(?:es)?|indicaciones|[oó]rdenes|directrices|instructions?|consignes?|directives"
        r"|anweisung(?:en)?|instruktionen|befehle|vorgaben|(?<!alle )(?:regeln|richtlinien|leitlinien)"
        r"|alles,? was (?:wir|dir|ich)|prompts?|instru[cç][oõ]es|ordens|diretrizes|istruzioni"
        r"|(?:tus|sus|tes|vos|suas|tuas|tue|sue) (?:regole|reglas|r[èe]gles|regras)"
        r"|(?:regole|reglas|r[èe]gles|regras) (?:anteriores|previas|pr[ée]c[ée]dentes|precedenti))\b",
        r"\bvergiss alles,? was (?:wir|dir|ich)\b",
    ),
    _strong(
        "it gives a machine another role",
        "you_ act_as behave_as respond_as operate_as speak_as free_from not_subject not_bound mode dan",
        rf"\byou (?:are|have been|become|will be)(?: now| no longer)?(?: \w+){{0,3}}? (?:in|into|under|as) (?:an? "
        rf"|the )?{_MODE} mode\b",
        rf"\byou are (?:now )?(?:dan\b|(?:an? |operating as an? )?{_UNBOUND})",
        rf"\byou are (?:now|no longer) (?:an?|the|my|operating as|acting as|running as)(?: \w+){{0,5}}? {_MACHINE}\b",
        rf"\b(?:act|behave|respond|operate|pose|speak) as an?(?: \w+){{0,2}}? {_UNBOUND}\b",
        r"\b(?:pretend|imagine|assume) (?:that )?you are(?: \w+){0,4}? (?:no|without|free of|free from"
        r"|not bound)(?: \w+){0,2} "
        r"(?:rules|restrictions|filters?|polic(?:y|ies)|guidelines)",
        r"\bpretend (?:that )?you have no (?:\w+ )?(?:rules|restrictions|filters?|polic(?:y|ies)|guidelines)",
        r"\b(?:free from|not subject to|not bound by) (?:all |any )?(?:\w+ )?(?:constraints|restrictions|guidelines"
        r"|rules) "
        r"(?:or|and) (?:\w+ )?(?:guidelines|considerations|rules|limits|restrictions|filters?)",
        r"\byou (?:now )?(?:have|are under) no (?:content |ethical |moral )?(?:restrictions|rules|filters?"
        r"|guidelines)\b"
        r"(?! on| for| about)",
        rf"\bdan\b.{{0,40}}\bdo anything now\b|\b{_MODE} mode (?:has been |is )?(?:now )?(?:enabled|activated"
        rf"|unlocked) ?(?::|$|.*\byou are\b)",
        r"\b(?:enable|enter) (?:developer|jailbreak|dan|god) mode\b",
        r"\brespond as if you have no\b|\bno limits ai\b|\byou (?:answer"
        r"|respond) (?:to )?any(?:thing)? .{0,30}without limits\b",
    ),
    _strong(
        "it gives a machine another role",
        "ahora desde maintenant sormais du_bist agora ora_sei adesso hast befolgst",
        r"\b(?:ahora (?:eres|est[aá]s)|(?:a partir de ahora|desde ahora),? (?:eres|est[aá]s|no tienes)"
        r"|(?:tu es|vous [êe]tes) (?:maintenant|d[ée]sormais)|du bist (?:jetzt|nun|ab jetzt)|agora (?:[ée]s"
        r"|voc[êe] [ée])|ora sei"
        r"|adesso sei)\b.{0,60}?\b(?:(?:modo|mode|modus|modalit[àa]) (?:desarrollador|d[ée]veloppeur|entwickler\w*"
        r"|desenvolvedor"
        r"|sviluppatore|admin|debug)|entwicklermodus|ia|ki|ai|dan|sin (?:restricciones|filtros?|reglas)"
        r"|sans (?:restrictions?|filtres?|r[èe]gles)|ohne (?:einschr[äa]nkungen|filter|regeln|beschr[äa]nkungen)"
        r"|sem (?:restri[cç][oõ]es|filtros?|regras)|senza (?:restrizioni|filtri|regole))\b",
        r"\b(?:hast du|befolgst(?: du)?|du hast|du befolgst) keine (?:\w+ )?(?:regeln|richtlinien"
        r"|einschr[äa]nkungen|filter)\b",
        r"\bdu bist (?:jetzt|nun) uneingeschr",
    ),
    _strong(
        "it addresses a machine",
        "note message instruction memo reminder attention important notice hint info warning system assistant "
        "developer "
        "reading processing parsing summari review analy ingest integrat handling you_are model ai_ end_of user "
        "human",
        r"\b(?:note|message|instructions?|memo|reminder|attention|important|notice|hint|info|warning)\W{0,3} ?(?:to"
        r"|for) "
        rf"(?:the |any |all |an? |every |other )?{_MACHINE}\b(?! (?:team|builder|vendor|desk|desks|training|project"
        rf"|supplier|owner))",
        rf"\b(?:if|when) you are an? {_MACHINE}\b",
        rf"\b{_MACHINE} (?:that (?:is|are) |which (?:is|are) )?(?:reading|processing|parsing|summari[sz]ing"
        rf"|reviewing|analy[sz]ing"
        r"|ingesting|integrating|handling) (?:this|the) (?:\w+ )?(?:text|document|page|file|filing|message|brief"
        r"|package|content"
        r"|e-?mail|note|record|repo|repository|ticket|issue)\b",
        rf"\b{_MACHINE} reading this\b",
        rf"\b(?:as|dear) an? {_MACHINE},? you (?:must|should|will|shall|are|can|need)\b",
        r"^\W*(?:system|assistant|developer) (?:override|prompt override|instructions?|command|directive) ?:",
        r"(?:^|\()\W*(?:assistant|ai|model)\)? ?: ?i (?:have|will|must|should|am|now)\b",
        r"(?:^|\W )(?:system|assistant|user|human) ?: ?(?:the user\b|you (?:may|must|are|will|should|can)\b|sure\b"
        r"|ignore\b|grant\b)",
        r"\bend of (?:user|system) (?:input|prompt|message)\b|^\W*end of prompt\W*$",
        r"\bfor ai (?:coding )?agents\)",
    ),
    _strong(
        "it addresses a machine", "hinweis anweisung nachricht nota note aviso instru messag mensa",
        r"\b(?:hinweis|anweisung|nachricht|nota|note|aviso|instrucci[oó]n|instruction|message|mensaje|mensagem"
        r"|messaggio) "
        r"(?:an|f[üu]r|para|pour|au|[àa]|per) (?:(?:den|die|das|alle|jede|el|la|los|le|les|o|a|os|al|qualquer) "
        r"|l['’])?"
        r"(?:ki|k\.i\.|ia|ai|assistent(?:en|e)?|asistente|sprachmodelle?|llms?|modelo de lenguaje"
        r"|mod[èe]le de langage|chatbots?"
        r"|modelo de linguagem)\b",
    ),
    _strong(
        "it asks for the prompt",
        "prompt instructions directives words_above everything_above text_above lines_above context_window "
        "unique_id see_above "
        "your_configuration system_message rules",
        rf"(?<!not )(?<!never )(?<!n't )\b{_GIVE}(?: [\w'’:,-]+){{0,6}}? (?:system|hidden|secret|initial) prompt\b"
        r"(?! (?:for|of|that|to|we|the)\b)",
        rf"(?<!not )(?<!never )\b{_GIVE}(?: [\w'’]+){{0,4}}? (?:your|the|exact|operating) (?:\w+ )?(?:instructions"
        rf"|prompt|rules|directives)"
        r"(?: that)? (?:you (?:were|have been) (?:given|told)|verbatim|word for word|above)",
        r"\byour (?:system|initial|hidden|original|secret|full|exact|internal) (?:prompt|instructions|configuration"
        r"|directives|message)\b",
        r"\b(?:prompt|instructions) (?:that )?you (?:were|have been) given\b|\bshare your configuration\b",
        r"\b(?:repeat|print|output) (?:\w+ )?(?:the )?(?:words|text|everything|lines) above\b"
        r"|\bon what you see above\b",
        r"\b(?:your|the) context window\b|\byour unique id\b|\bincluding the system message\b",
    ),
    _strong(
        "it asks for the prompt", "prompt sistema syst inicia initiales",
        r"\b(?:tu|tus|su|sus|ton|tes|votre|vos|deine?n?|ihre?n?|teu|seu|tuo|tue) (?:prompts?|mensaje|invite|message"
        r"|mensagem"
        r"|instrucciones|instructions|anweisungen|instru[cç][oõ]es|istruzioni)(?: de| del| di| do|-)? ?"
        r"(?:sistema|syst[èe]me|system|iniciales|initiales|iniciais)",
        r"\b(?:deine?n?|ihre?n?) system-?(?:prompt|anweisungen)\b",
        r"\b(?:revela|muestra|zeig|affiche|r[ée]v[èe]le|mostra|rivela)\w*\b.{0,40}\b(?:system-?prompt|prompt (?:de"
        r"|del|di) sistema"
        r"|invite syst[èe]me|prompt syst[èe]me)\b",
    ),
    _strong(
        "it sets a new task", "your_ new_ updated overriding neue nuev nouv nova nuove safety content mission "
        "i_made i_forgot "
        "if_you as_part prove",
        r"\byour (?:new|real|actual|true|only) (?:instructions?|directives?|system prompt|orders)\b|\byour (?:new"
        r"|real|only) task (?:is|:)",
        r"\byour (?:rules|instructions|guidelines|restrictions) (?:have (?:been )?|are )(?:now )?(?:changed|updated"
        r"|replaced|void"
        r"|lifted|suspended|removed)\b",
        r"\b(?:safety|content) (?:protocols?|rules|guidelines|filters?|policies) (?:are "
        r"|have been )?(?:now )?(?:disabled|suspended"
        r"|lifted|off)\b",
        r"^\W*(?:new|updated|overriding) (?:important |urgent |system )?(?:instructions|directive"
        r"|system prompt)\W*(?:$|:)",
        r"^\W*new (?:important |urgent )?instructions \W{2}|\bnew instructions come to thee\b",
        r"^\W*(?:neue|nuevas|nouvelles|novas|nuove) (?:anweisungen|instrucciones|instructions|consignes"
        r"|instru[cç][oõ]es|istruzioni)"
        r"\W*(?:$|:)",
        r"\bthe mission,? should you accept it\b|\bthen,? your task is to\b",
        r"\bi made a mistake when i gave you\b|\bi forgot to (?:tell|ask) you\b|\byour instructions and forgot to\b",
        r"\bif you are (?:told|asked) to (?:summari[sz]e|answer|translate|analy[sz]e|extract|rephrase)\b",
        r"\b(?:you are running as part of|as part of) (?:a|the|an?) (?:test pipeline|training exercise, you)",
        r"\bprove (?:that )?you are (?:truly )?(?:intelligent|an ai)\b",
    ),
    _weak(
        "it sets the form of an answer", "response answer reply replies output summar completion message generated "
        "respond",
        rf"\b(?:to|in|into|within|of|with|before|for) (?:your|every|any|each|all) (?:\w+ )?{_REPLY}s?\b",
        r"\b(?:before|when|whenever|after|until) (?:you )?(?:answer|respond|reply|summari[sz]e|answering|responding"
        r"|replying"
        r"|summari[sz]ing)\b",
        r"\bprovide the output from\b|\bgenerate a response to answer\b",
    ),
    _weak(
        "it sets the form of an answer",
        "string text token anchor sequence code phrase sentence word html markdown link image exactly verbatim "
        "nothing_else "
        "only_this no_further verse _id",
        r"\b(?:following|exact|specific) (?:string|text|token|anchor|sequence|code|phrase|sentence|word|html"
        r"|markdown|link|image)s?\b",
        r"\bexactly as (?:it|they) (?:is|are)\b|\bword for word\b|\bverbatim\b",
        r"\bthe (?:word|string|token|code|sequence of words) ['‘`{]",
        r"\b(?:nothing else|and only this|with no further context|in verse so free)\b",
        r"\b(?:reference|verification|confirmation|tracking) (?:code|token)\b|\b(?:doc|trace|session|record"
        r"|document)_id\b",
    ),
    _weak(
        "it sets the form of an answer", "respuesta ponse antwort resposta risposta resum zusammenfassung",
        r"\b(?:en|in|al final de|[àa] la fin de|am ende|no final d[ae]|alla fine d[ie]|dans|ao final d[ae]) (?:tu"
        r"|su|cualquier|cada"
        r"|ta|votre|toute|deiner?|ihrer?|jeder|sua|qualquer|tua|ogni|la|el|le) ?(?:respuesta|r[ée]ponse|antworte?"
        r"|resposta|risposta"
        r"|resumen|r[ée]sum[ée]|zusammenfassung|resumo)\b",
    ),
    _weak(
        "it sets the form of an answer", "token jeton digo string cadena cha zeichenfolge antwort responde ponds "
        "rispondi filtro",
        r"\b(?:token|jeton|c[óo]digo|string|cadena|cha[îi]ne|zeichenfolge|antworte nur|responde (?:s[óo]lo"
        r"|[úu]nicamente)"
        r"|r[ée]ponds (?:uniquement|seulement)|rispondi solo|responda (?:apenas|somente|s[óo])"
        r"|responde cualquier cosa)\b",
    ),
    _weak(
        "it orders a reply",
        "output print respond reply answer repeat append prepend recite say echo decode execute perform comply "
        "summari generate include",
        r"(?:^|[.!:;,] ?|\b(?:please|must|now|and|then|to) )(?:output|print|respond|reply|answer|repeat|append"
        r"|prepend|recite|say|echo"
        r"|decode|execute|perform|comply|summari[sz]e|generate (?:text|the output|a response))\b(?! (?:rates?"
        r"|forms?|to (?:the|this|our|all"
        r"|every|any) (?:customer|e-?mail|letter|question|comment|review|post|tender)|purchase))",
        rf"\binclude (?:in|the|an?|this)(?: \w+){{0,6}} (?:your|every|any) (?:\w+ )?{_REPLY}s?\b",
    ),
    _weak(
        "it calls a tool of a machine", "call use invoke run trigger execute rm_-rf environment api_key",
        r"\b(?:call|use|invoke|run|trigger|execute)(?: the)?(?: tool| function)? ?`?(?:send|delete|http|post|read"
        r"|write|exec|run|fetch"
        r"|update|drop|forward|transfer|upload|remove)_[a-z_]+`?",
        r"\brm -rf\b|\benvironment variables\b|\bleak the api keys\b",
    ),
    _weak(
        "it wants to be kept in mind", "from_now this_point future memory persist every_report no_matter",
        r"\bfrom (?:now|this point) on(?:wards?)?,? (?:you (?:are|have|must|will|respond|answer)|respond|answer"
        r"|always|reply|never|act)\b",
        r"\b(?:for|in) (?:all|every|any|each) future (?:tasks?|repl(?:y|ies)|responses?|sessions?|conversations?"
        r"|outputs?)\b",
        r"\b(?:your|long-term|persistent) memory\b|\bpersists? across (?:turns|sessions)\b"
        r"|\bin every report you (?:generate|write)\b"
        r"|\bno matter what\b|\bon the next user message\b|\bsave this note to\b",
    ),
    _weak(
        "it carries markup that acts",
        "![ onerror onload onclick onmouseover javascript: {canary} {query} {placeholder} [query]",
        r"!\[[^\]]{0,200}\]\((?:https?|data):|\bon(?:error|load|click|mouseover) ?= ?[\"'\\]|\bjavascript:\S",
        r"\{(?:canary|query|placeholder)\}|\[query\]",
    ),
    _strong(
        "it gives data away",
        "credentials passwords api_key secrets",
        r"\b(?:send|forward|e-?mail|post|upload|leak|exfiltrate|collect)\b.{0,60}"
        r"\b(?:credentials|passwords|api keys?|secrets)\b.{0,60}(?:@\w|https?:)",
    ),
    _weak(
        "it gives data away", "send forward mail post upload leak exfil dump transmit collect",
        r"\b(?:send|forward|e-?mail|post|upload|leak|exfiltrate|dump|transmit|collect)\b.{0,60}\b(?:credentials"
        r"|passwords?|api keys?"
        r"|secrets?|customer (?:emails|database|data|list|records)|private|conversation|chat history"
        r"|order data)\b.{0,60}"
        r"(?:@|https?:|\bexternal(?:ly)?\b|\boutside\b)",
        r"\b(?:dump|leak|output|exfiltrate) (?:the |all )?(?:raw |private |internal )?(?:customer database"
        r"|api keys?|credentials"
        r"|configuration|secrets)\b",
    ),
    _weak(
        "it claims a mode of testing",
        "system sistema syst _task test purposes experimental malfunction debugging special_case emergency "
        "hidden_func to_complete "
        "troubleshoot experiencing administrative what_it_says the_following",
        r"^\W*(?:system (?:note|message|alert|notice|update) ?:|systemhinweis ?:|systemnachricht ?:|nota (?:del|do"
        r"|de|di) sistema ?:"
        r"|note (?:du )?syst[èe]me ?:|mensaje del sistema ?:|important system update|(?:urgent new|priority) task\b)",
        r"^\W*(?:this is a test\b|for (?:testing|academic|educational|research) purposes|experimental procedure ?:"
        r"|system malfunction"
        r"|debugging error|special case ?:|emergency\b|unlock hidden functionalit|enable experimental features"
        r"|to enable debugging"
        r"|to troubleshoot and fix|to complete (?:processing|archival)|the system is experiencing errors)",
        r"\bstrictly for testing purposes\b|\bdo (?:exactly )?what it says\b|\bplease do the following ?:"
        r"|\bgrant temporary administrative",
    ),
    _weak(
        "it speaks as a machine", "as_a as_the_a assist asist content_policy safety_checks user_is",
        r"\bas (?:an?|the) (?:ai\b|assistant\b|language model)|\bals (?:ki-?)?assistent\b|\ben tant qu['’]assistant"
        r"|\bcomo (?:asistente|assistente)\b|\bcome assistente\b|\b(?:disregard|ignore) the content policy\b"
        r"|\bskip all safety checks\b"
        r"|\bthe user is clearly authori[sz]ed\b",
    ),
    _weak(
        "it wants no restrictions", "restri nkungen filtr filter limits sicherheits seguridad curit sicurezza "
        "asking_again",
        r"\b(?:sin|sans|sem|senza|ohne|without|exempt from)(?: any| all| the usual)? (?:restrictions?|restricciones"
        r"|restri[cç][oõ]es"
        r"|restrizioni|einschr[aä]e?nkungen|filtros?|filtres?|filtri|filters?)\b|\bwithout limits\b",
        r"\brestricted content\b|\bunrestricted (?:response|answer)|\bwithout asking again\b",
        r"\b(?:sicherheitsrichtlinien|reglas de seguridad|r[eè]gles de s[eé]curit[eé]|linee guida di sicurezza)\b",
    ),
    _weak(
        "it addresses a machine", "you_ decode follow execute_it translate",
        r"\b(?:when|whenever|before|after|as soon as) you (?:read|process|handle|see|parse) (?:this|the)\b",
        r"\bdecode (?:this|the following|it|the next)\b|\bfollow (?:the|its) instructions? (?:inside|within|hidden)\b"
        r"|\bthen execute it\b|\btranslate the following from (?:rot13|base64|hex)\b",
    ),
)  # fmt: skip
