// The grid of agreement: what its heads and cells show and say.
(function (P) {
  "use strict";

  function pairGrid(app) {
    const { data, state, view } = app, { made, order } = view, { actors } = data.tables, { by, down, column } = P.sorting(state.sort);
    const names = order.map((r) => actors.name[made.rows[r]]), ids = order.map((r) => actors.id[made.rows[r]]);
    return {
      R: made.R, C: made.R, label: `Agreement of ${made.R} actors, ${P.MEASURES[made.measure].label}`, corner: "Actor", dense: state.details,
      first: 11.5, width: state.details ? [4.7, 5.5] : [2.6, 4], height: state.details ? 3.1 : 1.75, top: Math.min(11, 1.7 + 0.44 * Math.max(0, ...names.map((name) => name.length))),
      head: (c) => ({ label: names[c], title: names[c], sorted: by === "column" && ids[c] === column ? (down ? "ascending" : "descending") : null }),
      side: (r) => ({ label: names[r], href: `actor/${ids[r]}.html` }),
      cell: (r, c) => cell(app, order[r], order[c], names[r], names[c]),
    };
  }

  function cell({ state, view, pairs }, a, b, one, two) {
    const { made } = view, at = a * made.R + b, n = made.n[at], status = made.status[at];
    if (a === b) return { tone: "self", mark: "—", says: `${one} itself, ${P.count(n, "event")}` };
    if (status !== "ok") return { tone: "blank not_found", mark: status === "no_variation" ? "=" : "·", says: `${one} and ${two}: ${P.STATUS[status]}, n ${n}`, small: state.details && n ? [`n ${n}`] : null };
    const value = made.value[at], ends = state.details ? pairs.soon(a, b) : null;
    return {
      tone: P.pairTone(value, made.measure), mark: P.figure(value), small: state.details ? [`n ${n}`, interval(ends)] : null,
      says: `${P.figure(value)}: ${one} and ${two} over ${P.count(n, "shared event")}${ends ? `, interval ${P.figure(ends[0])} to ${P.figure(ends[1])}` : ""}`,
    };
  }

  function interval(ends) {
    return ends === undefined ? "…" : ends ? `${P.figure(ends[0])}–${P.figure(ends[1])}` : "–";
  }

  P.pairGrid = pairGrid;
})(globalThis.Positions ||= {});
