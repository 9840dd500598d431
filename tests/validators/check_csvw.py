"""The CSV files of the bundle, checked against their CSVW description by csvw. Runs in an environment of its own."""

import sys

from csvw import TableGroup

group = TableGroup.from_file(f"{sys.argv[1]}/csv/csv-metadata.json")
rows, wrong = 0, []
for table in group.tables:
    found = list(table.iterdicts(log=type("Log", (), {"warning": lambda self, *words: wrong.append(str(words))})()))
    rows += len(found)
    if not table.check_primary_key():
        wrong.append(f"{table.url}: the key is not unique")
if not group.check_referential_integrity():
    wrong.append("a reference goes nowhere")
print("\n".join(map(str, wrong[:10])))
print(f"csvw: {len(group.tables)} tables, {rows} rows")
sys.exit(bool(wrong))
