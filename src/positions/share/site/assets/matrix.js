// The stance of each actor by topic, issue or event, and why a cell is empty.
(function (P) {
  "use strict";

  const COLUMNS = {
    topic: (data) => data.tables.events.topic,
    issue: (data) => data.tables.events.issue,
    event: (data) => [...data.tables.events.id.keys()],
  };

  const NEVER = -2147483648;

  // Rule 2: a cell is the mean of the event stances of its events.
  function matrix(data, selected, stances, columns) {
    const columnOf = COLUMNS[columns](data), list = columnsOf(data, selected, columns, columnOf);
    const place = new Map(list.map((column, j) => [column, j])), C = list.length, R = selected.rows.length, events = list.map(() => []);
    for (let e = 0; e < data.E; e++) if (selected.eventAsked[e] && place.has(columnOf[e])) events[place.get(columnOf[e])].push(e);
    const made = {
      rows: selected.rows, columns: list, kind: columns, eventsOf: events, R, C,
      value: new Float64Array(R * C).fill(NaN), n: new Uint16Array(R * C), events: new Uint16Array(R * C),
      mixed: new Uint8Array(R * C), newest: new Int32Array(R * C).fill(NEVER),
    };
    for (let r = 0; r < R; r++) for (let c = 0; c < C; c++) fill(made, r * C + c, stances, selected.rows[r] * data.E, events[c]);
    return made;
  }

  // The columns that anybody was asked about; topics all, or those chosen.
  function columnsOf(data, selected, columns, columnOf) {
    const { topics } = selected.state;
    if (columns === "topic") return topics.length ? topics.map((topic) => data.topicAt.get(topic)) : [...data.tables.topics.keys()];
    const shown = new Set();
    for (let e = 0; e < data.E; e++) if (selected.eventAsked[e]) shown.add(columnOf[e]);
    return [...shown].sort((a, b) => a - b);
  }

  function fill(made, cell, stances, base, events) {
    let total = 0, count = 0, n = 0, sides = 0, newest = NEVER;
    for (const e of events) {
      const at = base + e;
      if (!stances.n[at]) continue;
      total += stances.value[at]; count++; n += stances.n[at]; sides |= stances.sides[at];
      if (stances.newest[at] > newest) newest = stances.newest[at];
    }
    if (count) made.value[cell] = total / count;
    made.n[cell] = n; made.events[cell] = count; made.mixed[cell] = sides === 3 ? 1 : 0; made.newest[cell] = newest;
  }

  // A matrix with some of its columns.
  function pick(made, columns) {
    const C = columns.length, some = (array) => {
      const found = new array.constructor(made.R * C);
      for (let r = 0; r < made.R; r++) for (let c = 0; c < C; c++) found[r * C + c] = array[r * made.C + columns[c]];
      return found;
    };
    const kept = Object.fromEntries(["value", "n", "events", "mixed", "newest"].map((name) => [name, some(made[name])]));
    return { ...made, ...kept, C, columns: columns.map((c) => made.columns[c]), eventsOf: columns.map((c) => made.eventsOf[c]) };
  }

  const MISSING = ["", "not_asked", "not_found", "absent", "left_out"];

  // Why an actor has no stance on an event.
  function missingOn(data, selected, actor, event) {
    if (selected.leftOut[actor * data.E + event]) return 4;
    const asked = data.asked[event];
    return asked === null ? 2 : asked[actor] ? 3 : 1;
  }

  // Why a cell is empty; where its events differ, what says more wins.
  function missing(data, selected, made, r, c) {
    let found = 0;
    for (const event of made.eventsOf[c]) found = Math.max(found, missingOn(data, selected, made.rows[r], event));
    return MISSING[found || 2];
  }

  Object.assign(P, { matrix, pick, MISSING, missingOn, missing });
})(globalThis.Positions ||= {});
