// The order of rows: by name, number of positions, region, clusters, or a column.
(function (P) {
  "use strict";

  // "column:ID" sorts by a column, with a minus the other way round.
  function sorting(sort) {
    const found = /^(-?)(name|positions|region|clusters|column:(.+))$/.exec(sort) || ["", "", "name"];
    return { down: found[1] === "-", by: found[3] ? "column" : found[2], column: found[3] };
  }

  // The places of rows by a key, least first; rows without one last, rows alike by name.
  function sorted(made, key, turn) {
    const keys = Array.from({ length: made.R }, (_, r) => key(r));
    return [...keys.keys()].sort((a, b) => {
      if (keys[a] === null || keys[b] === null) return (keys[a] === null) - (keys[b] === null) || made.rows[a] - made.rows[b];
      return (keys[a] < keys[b] ? -turn : keys[a] > keys[b] ? turn : 0) || made.rows[a] - made.rows[b];
    });
  }

  function order(app, made, positions, column) {
    const { by, down } = sorting(app.state.sort), { data, view } = app, turn = down ? -1 : 1;
    if (by === "clusters") {
      const place = new Map(P.clustered(data, view.selected, view.stances).map((actor, i) => [actor, i]));
      return sorted(made, (r) => place.get(made.rows[r]), 1);
    }
    if (by === "positions") return sorted(made, (r) => -positions(r), turn);
    if (by === "region") return sorted(made, (r) => data.tables.actors.subregion[made.rows[r]] || "~", turn);
    if (by === "column") return sorted(made, column, turn);
    const plain = [...Array(made.R).keys()];
    return down ? plain.reverse() : plain;
  }

  // A value as a key: the highest first, none last.
  function highest(value) {
    return value === undefined || Number.isNaN(value) ? null : -value;
  }

  function orderOfRows(app, made) {
    const { column } = sorting(app.state.sort), c = made.columns.findIndex((place) => P.columnId(app.data, made.kind, place) === column);
    const sum = (r) => made.n.subarray(r * made.C, (r + 1) * made.C).reduce((total, n) => total + n, 0);
    return order(app, made, sum, (r) => highest(c < 0 ? NaN : made.value[r * made.C + c]));
  }

  // An actor by whose agreement the others are sorted comes first itself.
  function orderOfPairs(app, made) {
    const { column, down } = sorting(app.state.sort), c = made.rows.indexOf(app.data.actorAt.get(column) ?? -1);
    const own = down ? Infinity : -Infinity;
    return order(app, made, (r) => made.n[r * made.R + r], (r) => r === c ? own : highest(c < 0 ? NaN : made.value[r * made.R + c]));
  }

  Object.assign(P, { sorting, orderOfRows, orderOfPairs });
})(globalThis.Positions ||= {});
