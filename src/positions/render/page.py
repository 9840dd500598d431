"""The style and the script of a page; both are fixed texts, so that a page can allow them by their hash."""

from __future__ import annotations

from positions.render.palette import color, ink


def _tones() -> str:
    rules = []
    for step in range(17):
        for name, background in (("d", color(step / 8 - 1, True)), ("s", color(step / 16, False))):
            rules.append(f".positions .{name}{step}{{background:{background};color:{ink(background)}}}")
    return "\n".join(rules)


STYLE = (
    """
.positions{--quiet:color-mix(in srgb,currentColor 72%,transparent);--line:color-mix(in srgb,currentColor 20%,transparent);font:15px/1.45 system-ui,sans-serif}
.positions.page{--ink:#1b1b1b;--quiet:#5d5d5d;--paper:#fff;--line:#d9d7d0;color:var(--ink);background:var(--paper);margin:0}
.positions main{max-width:72rem;margin:0 auto;padding:1.5rem 1rem 4rem}
.positions h1{font-size:1.6rem;line-height:1.2;margin:0 0 .3rem}
.positions .filters,.positions .key,.positions .foot,.positions .none{color:var(--quiet);margin:.3rem 0 1rem;font-size:.87rem}
.positions .key>span{display:inline-block;margin:.1rem 0}
.positions .scroll{overflow-x:auto;position:relative}
.positions table{border-collapse:separate;border-spacing:2px;font-variant-numeric:tabular-nums}
.positions th,.positions td{padding:.25rem .55rem;text-align:left;vertical-align:top;border:0}
.positions tbody th{font-weight:500;white-space:nowrap}
.positions thead th{vertical-align:bottom;border-bottom:1px solid var(--line)}
.positions.page thead th{position:sticky;top:0;background:var(--paper)}
.positions .grid td,.positions .value,.positions .number,.positions .stance{text-align:right}
.positions .grid td{white-space:nowrap;border-radius:3px}
.positions .grid td a{color:inherit;text-decoration:none}
.positions .grid td a:hover,.positions .grid td a:focus{text-decoration:underline}
.positions .listing td{border-bottom:1px solid var(--line);max-width:34rem}
.positions .listing .date,.positions .listing .number,.positions .listing .short{white-space:nowrap}
.positions .listing .long{min-width:19rem}
.positions .listing .id{overflow-wrap:break-word;max-width:13rem}
.positions .mark{display:inline-block;width:1em;text-align:right}
.positions td abbr{text-decoration:none}
.positions td.blank{color:var(--quiet);text-align:center}
.positions .said{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.positions button{font:inherit;font-weight:600;color:inherit;background:none;border:0;padding:0;cursor:pointer;text-align:inherit}
.positions [aria-sort=ascending] button::after{content:" \\2191"}
.positions [aria-sort=descending] button::after{content:" \\2193"}
.positions .chip{display:inline-block;min-width:1.9em;padding:0 .3em;border-radius:3px;text-align:center}
.positions details{border-bottom:1px solid var(--line);padding:.3rem 0}
.positions details:target{outline:2px solid #1d4f8f;outline-offset:3px}
.positions summary{cursor:pointer}
.positions li{margin:.35rem 0}
.positions small{opacity:.85;font-size:.85em}
@media (prefers-color-scheme:dark){.positions.page{--ink:#ececea;--quiet:#a9a9a4;--paper:#161718;--line:#3a3b3d}.positions.page a{color:#8fbdea}.positions.page td a{color:inherit}}
@media print{.positions.page{--ink:#000;--paper:#fff;--quiet:#444}.positions.page thead th{position:static}.positions .scroll{overflow:visible}.positions td{print-color-adjust:exact;-webkit-print-color-adjust:exact}.positions tr{break-inside:avoid}}
"""
    + _tones()
    + "\n"
)

# A click on a head sorts by it, another turns the order; blanks stay last. A link to folded evidence opens it.
SCRIPT = """
const read = cell => cell.dataset.v !== undefined ? Number(cell.dataset.v) : cell.textContent.trim();
const blank = cell => cell.classList.contains("blank") || read(cell) === "";
document.querySelectorAll("thead button").forEach(button => button.addEventListener("click", () => {
  const head = button.closest("th"), table = head.closest("table"), body = table.tBodies[0];
  const place = head.cellIndex, numbers = [...body.rows].some(row => row.cells[place].dataset.v !== undefined);
  const before = head.getAttribute("aria-sort");
  const down = before ? before === "ascending" : numbers;
  table.querySelectorAll("th[aria-sort]").forEach(other => other.removeAttribute("aria-sort"));
  head.setAttribute("aria-sort", down ? "descending" : "ascending");
  const compare = (a, b) => typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b));
  [...body.rows].sort((one, other) => {
    const a = one.cells[place], b = other.cells[place];
    if (blank(a) || blank(b)) return blank(a) - blank(b);
    return compare(read(a), read(b)) * (down ? -1 : 1);
  }).forEach(row => body.append(row));
}));
const open = () => {
  const wanted = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (wanted && wanted.tagName === "DETAILS") wanted.open = true;
};
addEventListener("hashchange", open);
open();
"""
