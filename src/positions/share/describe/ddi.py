"""DDI Codebook 2.5: the study, its files, and every variable with its categories, for archives of social science."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET  # nosec B405  # it writes here and parses nothing

from positions.codebook import Codebook
from positions.schema import Column, Kind
from positions.share.facts import Facts, TableFacts

NAMESPACE = "ddi:codebook:2_5"
# What no document of XML 1.0 can hold, and the writer lets through.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_TYPES = {Kind.NUMBER: "numeric", Kind.FLAG: "numeric"}


def describe(facts: Facts) -> str:
    """The text of the XML document."""
    root = ET.Element(
        "codeBook", {"xmlns": NAMESPACE, "version": "2.5", "ID": f"{facts.name}-{facts.version}", "xml:lang": "en"}
    )
    _study(ET.SubElement(root, "stdyDscr"), facts)
    for table in facts.tables:
        _file(root, table)
    data = ET.SubElement(root, "dataDscr")
    for table in facts.tables:
        for column in table.declared:
            _variable(data, table, column, facts.codebook)
    ET.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _add(parent: ET.Element, path: str, text: str = "", **attributes: str) -> ET.Element:
    """Add an element, and those above it that `path` names and that are not there yet."""
    *above, last = path.split("/")
    for name in above:
        found = parent.find(name)
        parent = found if found is not None else ET.SubElement(parent, name)
    made = ET.SubElement(parent, last, attributes)
    made.text = _NOT_XML.sub("", text) or None
    return made


def _study(study: ET.Element, facts: Facts) -> None:
    _add(study, "citation/titlStmt/titl", facts.title)
    _add(study, "citation/titlStmt/IDNo", f"{facts.name} {facts.version}")
    for name in facts.creators:
        _add(study, "citation/rspStmt/AuthEnty", name)
    _add(study, "citation/prodStmt/copyright", f"{facts.licence_title} ({facts.licence}), {facts.licence_url}")
    _add(study, "citation/prodStmt/prodDate", facts.released, date=facts.released)
    _add(study, "citation/verStmt/version", facts.version, date=facts.released)
    _add(study, "citation/biblCit", facts.citation())
    for word in facts.keywords:
        _add(study, "stdyInfo/subject/keyword", word)
    _add(study, "stdyInfo/abstract", facts.description)
    _add(study, "stdyInfo/sumDscr/dataKind", "coded statements and acts of states and international institutions")
    _add(study, "dataAccs/useStmt/conditions", f"{facts.licence_title}: {facts.licence_url}")


def _file(root: ET.Element, table: TableFacts) -> None:
    file = _add(root, "fileDscr", ID=_id(table), URI=table.path)
    text = ET.SubElement(file, "fileTxt")
    _add(text, "fileName", table.path)
    _add(text, "fileCont", table.declared.row)
    _add(text, "dimensns/caseQnty", str(table.rows))
    _add(text, "dimensns/varQnty", str(len(table.declared.columns)))
    _add(text, "fileType", "application/vnd.apache.parquet")


def _variable(data: ET.Element, table: TableFacts, column: Column, codebook: Codebook) -> None:
    interval = "discrete" if column.codes or column.kind is not Kind.NUMBER else "contin"
    name = f"{_id(table)}.{column.name}"
    variable = _add(data, "var", ID=name, name=column.name, files=_id(table), intrvl=interval)
    _add(variable, "labl", column.description)
    _add(variable, "txt", column.description)
    for code in codebook[column.codes] if column.codes else ():
        category = ET.SubElement(variable, "catgry")
        _add(category, "catValu", code.code)
        _add(category, "labl", code.label)
        _add(category, "txt", code.definition)
    if column.kind is Kind.DATE:
        _add(variable, "varFormat", type="character", category="date", schema="ISO", formatname="YYYY-MM-DD")
    else:
        _add(variable, "varFormat", type=_TYPES.get(column.kind, "character"))


def _id(table: TableFacts) -> str:
    return f"F.{table.name}"
