// The grid of stances: what its heads and cells show and say.
(function (P) {
  "use strict";

  const SIZES = {
    topic: { width: [6, 14], top: 3.6 }, issue: { width: [2.5, 4.6], top: 15.8 }, event: { width: [2.9, 4], top: 15 },
  };

  function stanceGrid(app) {
    const { data, state, view } = app, { made, order } = view, { actors } = data.tables, { width, top } = SIZES[made.kind];
    return {
      R: made.R, C: made.C, label: `Stances of ${made.R} actors on ${made.C} ${made.kind}s`, corner: "Actor", flat: made.kind === "topic", dense: state.details,
      first: 11.5, width: state.details && made.kind !== "topic" ? [3.6, 4.6] : width, height: state.details ? 2.5 : 1.75, top,
      head: heads(app),
      side: (r) => ({ label: actors.name[made.rows[order[r]]], href: `actor/${actors.id[made.rows[order[r]]]}.html` }),
      cell: (r, c) => cell(app, made, order[r], c),
    };
  }

  function heads({ data, state, view: { made } }) {
    const told = made.columns.map((place) => P.columnLabel(data, made.kind, place)), { by, down, column } = P.sorting(state.sort);
    return (c) => {
      const { label, title, when, topic } = told[c], begins = topic && (c === 0 || told[c - 1].topic !== topic);
      const sorted = by === "column" && P.columnId(data, made.kind, made.columns[c]) === column;
      return { label: when ? `${when.slice(0, 4)} ${label}` : label, title, sorted: sorted ? (down ? "ascending" : "descending") : null, band: begins ? topic : null };
    };
  }

  function cell({ data, state, view }, made, row, c) {
    const at = row * made.C + c, value = made.value[at];
    if (Number.isNaN(value)) {
      const kind = P.missing(data, view.selected, made, row, c), [mark, says] = P.BLANKS[kind];
      return { tone: `blank ${kind}`, mark, says };
    }
    const n = made.n[at], events = made.events[at], mixed = Boolean(made.mixed[at]);
    return {
      tone: P.tone(value), mark: P.signed(value), mixed, small: state.details ? [`n ${n}`] : null,
      says: `${P.signed(value)} ${P.stanceWords(value, events)}, ${P.count(n, "position")} on ${P.count(events, "event")}${mixed ? ", both for and against" : ""}`,
    };
  }

  P.stanceGrid = stanceGrid;
})(globalThis.Positions ||= {});
