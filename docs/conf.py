"""The documentation as a site: ``sphinx-build -W docs docs/_build/html``; it needs no network, and its pages load nothing.

Sphinx, because docstrings are numpydoc and every link, anchor and reference between pages is checked in one run.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

from docutils import nodes
from docutils.utils.math.latex2mathml import tex2mathml
from pygments.lexers import SLexer, TextLexer
from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "src")]

project = "positions"
author = "The positions contributors"
version = release = json.loads((ROOT / "data" / "datapackage.json").read_text(encoding="utf-8"))["version"]

extensions = ["myst_nb", "sphinx.ext.autodoc", "numpydoc"]
exclude_patterns = ["_build", "**.ipynb_checkpoints"]
suppress_warnings = ["mystnb.unknown_mime_type"]
default_role = "py:obj"

myst_enable_extensions = ["dollarmath"]
myst_heading_anchors = 4
html_math_renderer = "mathml"

# A notebook is run anew at each build; one that fails is an error like any other.
nb_execution_mode = "force"
nb_execution_raise_on_error = True
nb_execution_in_temp = True
nb_execution_timeout = 120
nb_execution_show_tb = True

autodoc_member_order = "bysource"
# Values come back from functions; nobody makes one by its many fields.
autodoc_class_signature = "separated"
# Types are read from the signature, where they are checked; a docstring does not repeat them.
autodoc_typehints = "signature"
autodoc_typehints_format = "short"
python_maximum_signature_line_length = 80
numpydoc_show_class_members = False
numpydoc_class_members_toctree = False

html_theme = "furo"
html_title = f"positions {version}"
html_static_path = ["_static"]
html_css_files = ["pages.css"]
html_show_copyright = False
html_copy_source = False
html_theme_options = {"top_of_page_buttons": []}

linkcheck_timeout = 20
linkcheck_retries = 2
linkcheck_anchors = False
linkcheck_ignore = [r"https?://example\.org"]


# Pages of the root of the repository that are pages of the site too.
OF_ROOT = {
    "contributing": "CONTRIBUTING.md",
    "changelog": "CHANGELOG.md",
    "governance": "GOVERNANCE.md",
    "conduct": "CODE_OF_CONDUCT.md",
    "security": "SECURITY.md",
}


def _of_root(app: Sphinx, page: str, source: list[str]) -> None:
    """Put the text of the root in the place of a page that only points there, with its links as seen from here."""
    if page in OF_ROOT:
        file = ROOT / OF_ROOT[page]
        app.env.note_dependency(str(file))
        source[0] = re.sub(r"\[([^\]]+)\]\(([^)#\s]+)(#[^)\s]*)?\)", _link, file.read_text(encoding="utf-8"))


def _link(found: re.Match[str]) -> str:
    text, target, part = found.group(1), found.group(2), found.group(3) or ""
    pages = {file: f"{page}.md" for page, file in OF_ROOT.items()} | {"README.md": "index.md"}
    if "://" in target:
        return found.group()
    if (ROOT / target).is_dir():
        # A folder of the repository is no page.
        return f"{text} (`{target}`)"
    here = pages.get(target) or (target.removeprefix("docs/") if target.startswith("docs/") else f"../{target}")
    return f"[{text}]({here}{part})"


def _inline(translator: Any, node: nodes.math) -> None:
    """A formula as MathML, which browsers draw by themselves: no script, no font, no network."""
    translator.body.append(tex2mathml(node.astext(), as_block=False))
    raise nodes.SkipNode


def _block(translator: Any, node: nodes.math_block) -> None:
    translator.body.append(f'<div class="math">{tex2mathml(node.astext(), as_block=True)}</div>\n')
    raise nodes.SkipNode


def setup(app: Sphinx) -> ExtensionMetadata:
    """Formulas without a script, and the blocks of the page on R, told apart by the library that they need."""
    app.connect("source-read", _of_root)
    app.add_html_math_renderer("mathml", (_inline, None), (_block, None))
    for name, lexer in (("r-arrow", SLexer), ("r-haven", SLexer), ("spss", TextLexer)):
        app.add_lexer(name, lexer)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
