"""``positions reliability``."""

from __future__ import annotations

from pathlib import Path

import click

from positions.cli import answer, options, source


@click.command("reliability")
@click.option("--level", type=float, default=0.95, show_default=True, help="Level of the intervals.")
@click.option("--seed", type=int, default=0, show_default=True, help="Seed of the resampling.")
@options.where_from
@options.output
def command(
    level: float, seed: int, folder: Path | None, format_: str | None, output: Path | None, lang: str | None
) -> None:
    """How far two coders agreed: Krippendorff's alpha by topic, and the units that they judged apart.

    Example: positions reliability
    """
    from positions.analyse.overview.reliability import reliability

    answer.give(reliability(source.dataset(folder), level, seed), format_, output, lang)
