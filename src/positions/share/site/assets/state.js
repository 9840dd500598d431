// The choices of a reader, and their form in the address: the words of the command line's options.
(function () {
  "use strict";
  const Positions = window.Positions;

  // Name in the state, name in the address, and what it may be.
  const FORM = [
    ["view", "view", "one", ["stance", "agreement"]], ["columns", "columns", "one", ["issue", "topic", "event"]],
    ["measure", "measure", "one", ["agreement", "kappa"]],
    ["actors", "actor", "many", "actors"], ["group", "group", "name", "groups"], ["membersAsOf", "members-as-of", "date"], ["region", "region", "name", "groups"],
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
      view: "stance", columns: "issue", measure: "agreement", actors: [], group: "", membersAsOf: "", region: "", topics: [], issues: [], events: [],
      since: "", asOf: "", commitment: "", branches: [...data.tables.binding], confidence: "", contested: false, sort: "name", details: false, empty: false, cell: "",
    };
  }

  // The state that an address holds, and what in it is not known here.
  function read(data, hash) {
    const state = initial(data), strange = [], names = known(data);
    const given = new URLSearchParams(hash.replace(/^#/, ""));
    for (const [name, word, kind, range] of FORM) {
      if (!given.has(word)) continue;
      const text = given.get(word);
      if (kind === "flag") state[name] = text === "1";
      else if (kind === "text") state[name] = text;
      else if (kind === "date") { if (Positions.day(text) !== null) state[name] = text; else strange.push(`${word} ${text}`); }
      else if (kind === "many") {
        const values = text.split(",").filter(Boolean), right = values.filter((value) => names[range].includes(value));
        strange.push(...values.filter((value) => !right.includes(value)).map((value) => `${word} ${value}`));
        if (right.length || name === "branches") state[name] = [...new Set(right)];
      } else if ((kind === "one" ? range : names[range]).includes(text)) state[name] = text;
      else strange.push(`${word} ${text}`);
    }
    const first = Positions.day(state.since, false), last = Positions.day(state.asOf, true);
    if (first !== null && last !== null && first > last) { strange.push(`since ${state.since} as of ${state.asOf}`); state.since = ""; }
    if (!state.group) state.membersAsOf = "";
    if (!state.branches.length) state.branches = initial(data).branches;
    return { state, strange };
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
    const start = initial(data), words = ["positions", state.view === "stance" ? "matrix" : "agreement"];
    const add = (option, value) => words.push(option, /^[\w.+-]+$/.test(value) ? value : `"${value}"`);
    if (state.view === "stance") add("--columns", state.columns); else add("--measure", state.measure);
    for (const [name, word, kind] of FORM.slice(3, 16)) {
      if (name === "region" && state.region) continue;
      if (kind === "many") { if (state[name].join() !== start[name].join()) state[name].forEach((value) => add(`--${word}`, value)); }
      else if (kind === "flag") { if (state[name]) words.push(`--${word}`); }
      else if (state[name]) add(`--${word}`, state[name]);
    }
    if (state.region && !state.group && !state.actors.length) add("--group", state.region);
    return words.join(" ");
  }

  Object.assign(Positions, { initial, read, write, command });
})();
