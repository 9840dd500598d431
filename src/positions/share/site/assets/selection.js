// Which positions count, by the rules and in the order of the library, and why the others do not.
(function (P) {
  "use strict";

  const FAR = 1e6;

  // A filter: why it leaves out, whether it is about what was asked (not who or how), and its test of a row.
  function filters(data, state, spells) {
    return [...ofQuestions(data, state), ...ofActors(data, state, spells), ...ofPeriod(data, state), ...ofTelling(data, state)];
  }

  function* ofQuestions(data, state) {
    const t = data.tables, places = (names, at) => new Set(names.map((name) => at.get(name)));
    if (state.topics.length) {
      const wanted = places(state.topics, data.topicAt);
      yield ["on another topic", true, (i) => wanted.has(t.events.topic[data.event[i]])];
    }
    if (state.issues.length) {
      const wanted = places(state.issues, data.issueAt);
      yield ["on another issue", true, (i) => wanted.has(t.events.issue[data.event[i]])];
    }
    if (state.events.length) {
      const wanted = places(state.events, data.eventAt);
      yield ["on another event", true, (i) => wanted.has(data.event[i])];
    }
  }

  // Actors and groups add up, as in the library.
  function* ofActors(data, state, spells) {
    if (!state.actors.length && !state.groups.length) return;
    const named = new Set(state.actors.map((actor) => data.actorAt.get(actor)));
    yield ["by another actor", false, (i) => named.has(data.actor[i]) || spells.has(data.actor[i])];
    if (!state.groups.length || state.membersAsOf) return;
    const names = state.groups.map((group) => data.tables.groups[data.groupAt.get(group)].name).join(" or ");
    yield [`not a member of ${names} on that day`, false, (i) => named.has(data.actor[i]) ||
      (spells.get(data.actor[i]) || []).some(([since, until]) => data.first[i] <= until && since <= data.last[i])];
  }

  function* ofPeriod(data, state) {
    const since = P.day(state.since, false), asOf = P.day(state.asOf, true);
    if (since !== null) yield [`taken before ${state.since}`, true, (i) => data.last[i] >= since];
    if (asOf !== null) yield [`taken after ${state.asOf}`, true, (i) => data.first[i] <= asOf];
  }

  function* ofTelling(data, state) {
    const { branch, confidence } = data.tables.codes;
    if (!state.contested) yield ["contested by another source", false, (i) => !data.contested[i]];
    if (state.branches.length < branch.length) {
      const may = data.branchOfOrgan.map((one) => state.branches.includes(one));
      const others = branch.filter((code) => !state.branches.includes(code.code)).map((code) => code.label);
      yield [`spoken by a branch that is not ticked (${others.join(", ")})`, false, (i) => may[data.organ[i]]];
    }
    if (state.commitment) {
      const deed = state.commitment === "enacted" ? 1 : 0;
      yield [deed ? "a word, not a deed" : "a deed, not a word", false, (i) => data.deed[i] === deed];
    }
    if (state.confidence) {
      const least = confidence.findIndex((code) => code.code === state.confidence);
      yield [`confidence below ${state.confidence}`, false, (i) => data.confidence[i] >= least];
    }
  }

  // Who was a member of one of the groups in the period, with the days of membership.
  function memberSpells(data, state) {
    const found = new Map(), on = P.day(state.membersAsOf, true);
    const begin = on ?? P.day(state.since, false) ?? -FAR, end = on ?? P.day(state.asOf, true) ?? FAR;
    for (const group of state.groups) {
      for (const [actor, since, until] of data.tables.groups[data.groupAt.get(group)].spells) {
        if (since > end || until < begin) continue;
        if (!found.has(actor)) found.set(actor, []);
        found.get(actor).push([since, until]);
      }
    }
    return found;
  }

  // Which positions count, and the place of the filter that leaves out each of the others.
  function select(data, state) {
    const spells = memberSpells(data, state), list = filters(data, state, spells);
    const reason = new Int8Array(data.N).fill(-1), eventAsked = new Uint8Array(data.E), leftOut = new Uint8Array(data.A * data.E);
    for (let i = 0; i < data.N; i++) {
      let asked = true;
      for (let f = 0; f < list.length && asked; f++) {
        if (list[f][2](i)) continue;
        if (reason[i] < 0) reason[i] = f;
        if (list[f][1]) asked = false;
      }
      if (asked) eventAsked[data.event[i]] = 1;
      if (reason[i] >= 0) leftOut[data.actor[i] * data.E + data.event[i]] = 1;
    }
    return { state, spells, reason, reasons: list.map((filter) => filter[0]), eventAsked, leftOut, rows: rowsOf(data, state, spells, reason) };
  }

  // The actors shown: those named, then members by name; else everybody with a position that counts.
  function rowsOf(data, state, spells, reason) {
    if (state.actors.length || state.groups.length) {
      const named = state.actors.map((actor) => data.actorAt.get(actor));
      return [...named, ...[...spells.keys()].filter((actor) => !named.includes(actor)).sort((a, b) => a - b)];
    }
    const seen = new Uint8Array(data.A);
    for (let i = 0; i < data.N; i++) if (reason[i] < 0) seen[data.actor[i]] = 1;
    return [...seen.keys()].filter((actor) => seen[actor]);
  }

  Object.assign(P, { select });
})(globalThis.Positions ||= {});
