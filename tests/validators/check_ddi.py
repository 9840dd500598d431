"""The DDI document of the bundle against the XSD of DDI Codebook 2.5, by lxml. Runs in an environment of its own."""

import sys

from lxml import etree

bundle, schema = sys.argv[1:3]
document = etree.parse(f"{bundle}/ddi-codebook.xml")
valid = etree.XMLSchema(etree.parse(schema))
found = valid.validate(document)
for error in list(valid.error_log)[:10]:
    print(f"ddi-codebook.xml:{error.line}: {error.message}")
print(f"lxml: {len(document.findall('.//{*}var'))} variables")
sys.exit(not found)
