"""Texts meant to run: through every field, into every format, page and file."""

from __future__ import annotations

from pathlib import Path

from hardening import poison
from hardening.trials import Complaints, trial
from positions.errors import PositionsError


@trial
def injection(folder: Path, quick: bool) -> Complaints:
    """Formulas, markup, scripts and commands of terminals in every text, through every command and format"""
    from click.testing import CliRunner

    from positions.cli.main import main

    data = poison.write(folder / "poison" / "data")
    commands = [["matrix"], ["matrix", "--columns", "event"], ["show", "LTU"], ["why", "LTU", "humanitarian_visas"], ["timeline", "LTU"], ["list", "events"],
                ["list", "actors"], ["list", "sources"], ["search", "alert"], ["info"], ["cite"], ["coverage"], ["agreement"], ["compare", "LTU", "SWE"], ["codebook"]]  # fmt: skip
    for command in commands[: 4 if quick else None]:
        for form in ("text", "md", "tex", "html", "csv", "tsv", "json", "xlsx", *(() if quick else ("svg",))):
            path = folder / f"out.{form}"
            path.unlink(missing_ok=True)
            ended = CliRunner().invoke(main, [*command, "--folder", str(data), "-f", form, "-o", str(path)])
            if ended.exception and not isinstance(ended.exception, SystemExit):
                yield f"{' '.join(command)} as {form}: {type(ended.exception).__name__}: {ended.exception}"
                continue
            if not path.exists():
                # Not every command has every format; that is told.
                yield (
                    None if ended.exit_code == 2 and ended.output.strip() else f"{' '.join(command)} as {form}: nothing"
                )
                continue
            wrong = poison.in_xlsx(path) if form == "xlsx" else poison.JUDGES[form](path.read_text("utf-8"))
            yield f"{' '.join(command)} as {form}: {wrong[:4]}" if wrong else None


@trial
def injection_into_files(folder: Path, quick: bool) -> Complaints:
    """The same texts through every format of export, the release and the site"""
    from positions.analyse.dataset import Dataset
    from positions.share.export import FORMATS, export
    from positions.share.release import release
    from positions.share.site import building

    data = poison.write(folder / "poisoned" / "data")
    mild = poison.write(folder / "mild" / "data", poison.MILD)
    for form in ("csv", "xlsx", "sqlite", "jsonl") if quick else FORMATS:
        for given in (data, mild):
            try:
                export(folder / f"export-{form}-{given.parent.name}", form, data=given)
            except PositionsError as error:
                # What a format cannot hold is told; without such characters it has to hold all.
                yield None if "cannot hold" in str(error) and given is data else f"export as {form}: {error}"
                continue
            for name, wrong in poison.files(folder / f"export-{form}-{given.parent.name}"):
                yield f"export as {form}: {name}: {wrong[:4]}" if wrong else None
    for what, make in {
        "site": lambda: building.build(Dataset(data), folder / "site"),
        "release": lambda: release(Dataset(data), folder / "release"),
    }.items():
        make()
        for name, wrong in poison.files(folder / what):
            yield f"{what}: {name}: {wrong[:4]}" if wrong else None
