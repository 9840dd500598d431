// The choices of a reader, and their form in the address: the words of the command line's options.
(function (P) {
  "use strict";

  // Name in the state, name in the address, and what it may be.
  const FORM = [
    ["view", "view", "one", ["stance", "agreement"]], ["columns", "columns", "one", ["issue", "topic", "event"]],
    ["measure", "measure", "one", ["agreement", "kappa"]],
    ["actors", "actor", "many", "actors"], ["groups", "group", "many", "groups"], ["membersAsOf", "members-as-of", "date"],
    ["topics", "topic", "many", "topics"], ["issues", "issue", "many", "issues"], ["events", "event", "many", "events"],
    ["since", "since", "date"], ["asOf", "as-of", "date"], ["commitment", "commitment", "one", ["", "enacted", "declared"]],
    ["branches", "branch", "many", "branches"], ["confidence", "confidence", "name", "confidence"], ["contested", "contested", "flag"],
    ["sort", "sort", "text"], ["details", "details", "flag"], ["empty", "empty", "flag"], ["cell", "cell", "text"],
  ];

  function known(data) {
    const t = data.tables, codes = (name) => t.codes[name].map((code) => code.code), ids = (rows) => rows.map((row) => row.id);
    return { actors: t.actors.id, groups: ids(t.groups), topics: ids(t.topics), issues: ids(t.issues), events: t.events.id, branches: codes("branch"), confidence: codes("confidence") };
  }

  function initial(data) {
    return {
      view: "stance", columns: "issue", measure: "agreement", actors: [], groups: [], membersAsOf: "", topics: [], issues: [], events: [],
      since: "", asOf: "", commitment: "", branches: [...data.tables.binding], confidence: "", contested: false, sort: "name", details: false, empty: false, cell: "",
    };
  }

  // The state that an address holds, and what in it is not known here.
  function read(data, hash) {
    const state = initial(data), names = known(data), given = new URLSearchParams(hash.replace(/^#/, ""));
    const strange = [...given.keys()].filter((word) => !FORM.some((form) => form[1] === word));
    for (const [name, word, kind, range] of FORM) {
      if (!given.has(word)) continue;
      const [value, wrong] = parsed(given.get(word), kind, names[range] || range);
      strange.push(...wrong.map((text) => `${word} ${text}`));
      if (value !== null) state[name] = value;
    }
    const first = P.day(state.since, false), last = P.day(state.asOf, true);
    if (first !== null && last !== null && first > last) { strange.push(`since ${state.since} as of ${state.asOf}`); state.since = ""; }
    if (!state.groups.length) state.membersAsOf = "";
    if (!state.branches.length) state.branches = initial(data).branches;
    return { state, strange };
  }

  // The value that a text stands for, or null, and what in it is not known.
  function parsed(text, kind, range) {
    if (kind === "flag") return [text === "1", []];
    if (kind === "text") return [text, []];
    if (kind === "date") return P.day(text) === null ? [null, [text]] : [text, []];
    if (kind !== "many") return range.includes(text) ? [text, []] : [null, [text]];
    const values = [...new Set(text.split(",").filter(Boolean))];
    return [values.filter((value) => range.includes(value)), values.filter((value) => !range.includes(value))];
  }

  // The address of a state: only what differs from the start.
  function write(data, state) {
    const start = initial(data), parts = [];
    for (const [name, word, kind] of FORM) {
      const value = kind === "many" ? state[name].join(",") : kind === "flag" ? (state[name] ? "1" : "") : state[name];
      const usual = kind === "many" ? start[name].join(",") : kind === "flag" ? "" : start[name];
      if (value !== usual) parts.push(`${word}=${encodeURIComponent(value).replace(/%2C/g, ",").replace(/%3A/g, ":")}`);
    }
    return parts.join("&");
  }

  // The same comparison on the command line.
  function command(data, state) {
    const start = initial(data), stance = state.view === "stance", words = ["positions", stance ? "matrix" : "agreement"];
    const add = (option, value) => words.push(`--${option}`, /^[\w.+-]+$/.test(value) ? value : `"${value}"`);
    if (stance) add("columns", state.columns); else add("measure", state.measure);
    for (const [name, word, kind] of FORM.slice(3, FORM.findIndex((form) => form[0] === "sort"))) {
      const value = state[name];
      if (kind === "flag") { if (value) words.push(`--${word}`); }
      else if (kind !== "many") { if (value) add(word, value); }
      else if (value.join() !== start[name].join()) for (const one of value) add(word, one);
    }
    return words.join(" ");
  }

  Object.assign(P, { initial, read, write, command });
})(globalThis.Positions ||= {});
