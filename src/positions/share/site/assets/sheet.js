// The view as records, in the order shown: one for each cell, or for each pair.
(function (P) {
  "use strict";

  function sheet(app) {
    return app.state.view === "stance" ? cells(app) : pairs(app);
  }

  function cells({ data, view: { made, order, selected } }) {
    const { actors } = data.tables, ids = idsByCell(data, made, selected), rows = [];
    const columns = made.columns.map((place) => ({ [made.kind]: P.columnId(data, made.kind, place), label: P.columnLabel(data, made.kind, place).label }));
    for (const r of order) {
      for (let c = 0; c < made.C; c++) {
        const at = r * made.C + c, empty = Number.isNaN(made.value[at]), actor = made.rows[r];
        rows.push({
          actor_id: actors.id[actor], actor: actors.name[actor], ...columns[c], stance: empty ? null : made.value[at], n: made.n[at], events: made.events[at],
          mixed: empty ? null : Boolean(made.mixed[at]), newest: empty ? null : P.written(made.newest[at]), missing: empty ? P.missing(data, selected, made, r, c) : null,
          position_ids: (ids.get(at) || []).join(" "),
        });
      }
    }
    return rows;
  }

  function idsByCell(data, made, selected) {
    const found = new Map(), rowOf = new Map(made.rows.map((actor, r) => [actor, r])), columnOf = new Map();
    made.eventsOf.forEach((events, c) => events.forEach((event) => columnOf.set(event, c)));
    for (let i = 0; i < data.N; i++) {
      if (selected.reason[i] >= 0 || !columnOf.has(data.event[i])) continue;
      const at = rowOf.get(data.actor[i]) * made.C + columnOf.get(data.event[i]);
      if (!found.has(at)) found.set(at, []);
      found.get(at).push(P.id(data, i));
    }
    return found;
  }

  // Each pair once. Intervals of very many pairs would take minutes; the command line gives them.
  const MANY = 60;

  function pairs({ data, view: { made, order }, pairs: intervals }) {
    const { id } = data.tables.actors;
    return order.flatMap((a, i) => order.slice(i + 1).map((b) => {
      const at = a * made.R + b, ok = made.status[at] === "ok", [low, high] = (ok && made.R <= MANY && intervals.interval(a, b)) || [null, null];
      return { a: id[made.rows[a]], b: id[made.rows[b]], measure: made.measure, value: ok ? made.value[at] : null, n: made.n[at], low, high, status: made.status[at] };
    }));
  }

  P.sheet = sheet;
})(globalThis.Positions ||= {});
