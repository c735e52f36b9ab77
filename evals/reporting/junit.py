"""JUnit XML, as CI systems show it: a suite for the gates, and one for each suite of cases."""

from xml.etree.ElementTree import Element, SubElement, indent, tostring

from evals.gates import Verdict
from evals.results import Results, name_of


def junit(results: Results, verdict: Verdict) -> str:
    """A gate that does not hold is a failure, a case without a result an error."""
    root = Element("testsuites", name="liaison evals")
    gates = SubElement(root, "testsuite", name="gates", tests=str(len(verdict.gates) + len(verdict.cannot)))
    gates.attrib |= {"failures": str(len(verdict.failed)), "errors": str(len(verdict.cannot))}
    for gate in verdict.gates:
        case = SubElement(gates, "testcase", classname="gates", name=gate.name)
        if not gate.holds:
            SubElement(case, "failure", message=_sendable(gate.told)).text = _sendable(gate.why)
    for reason in verdict.cannot:
        case = SubElement(gates, "testcase", classname="gates", name="can be judged")
        SubElement(case, "error", message=_sendable(reason))
    for name in results.suites:
        ours = [case for case in results.cases if case.suite == name]
        errors = sum(case.error is not None for case in ours)
        suite = SubElement(root, "testsuite", name=name, tests=str(len(ours)), errors=str(errors))
        for one in ours:
            full = name_of(one.suite, one.case, one.repeat)
            case = SubElement(suite, "testcase", classname=name, name=full, time=f"{one.seconds:.3f}")
            if one.error is not None:
                SubElement(case, "error", message=_sendable(one.error))
    indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode") + "\n"


def _sendable(text: str) -> str:
    """Without the control characters that XML 1.0 cannot carry."""
    return "".join(character for character in text if character.isprintable() or character in "\n\t")
