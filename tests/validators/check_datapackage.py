"""Every resource of the bundle, read and checked by frictionless. Runs in an environment of its own."""

import sys

from frictionless import Package

report = Package(f"{sys.argv[1]}/datapackage.json").validate()
for error in report.errors:
    print(f"datapackage.json: {error.message}")
for task in report.tasks:
    for error in task.errors[:5]:
        print(f"{task.name}: {error.message}")
print(f"frictionless: {len(report.tasks)} resources, {sum(task.stats.get('rows') or 0 for task in report.tasks)} rows")
sys.exit(not report.valid)
