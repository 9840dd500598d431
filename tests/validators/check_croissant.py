"""Every record set of the bundle, loaded by mlcroissant. Runs in an environment of its own."""

import json
import sys
from pathlib import Path

import mlcroissant

described = json.loads(Path(sys.argv[1], "datapackage.json").read_text(encoding="utf-8"))
declared = {entry["name"]: entry["rows"] for entry in described["resources"] if entry.get("format") == "parquet"}
dataset = mlcroissant.Dataset(f"{sys.argv[1]}/croissant.json")
issues = dataset.metadata.ctx.issues
wrong = [*issues.errors, *issues.warnings]
for record_set in dataset.metadata.record_sets:
    rows = sum(1 for _ in dataset.records(record_set.id))
    if rows != declared[record_set.id]:
        wrong.append(f"{record_set.id}: {rows} rows, where {declared[record_set.id]} are declared")
print("\n".join(wrong))
print(f"mlcroissant: {len(dataset.metadata.record_sets)} record sets loaded")
sys.exit(bool(wrong))
