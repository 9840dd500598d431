// The numbers of the explorer: which positions count, the stance of each cell, and the agreement of two actors.
// The same rules as the Python library, in the same order; a test holds the two against each other.
(function (root) {
  "use strict";
  const Positions = root.Positions = root.Positions || {};
  const FAR = 1e6;

  // Dates as precise as they are given: 2017, 2017-05 or 2017-05-17 to the first or the last day, counted from 1970.
  function day(text, last) {
    const found = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(text || "");
    if (!found) return null;
    const year = Number(found[1]), month = found[2] ? Number(found[2]) : (last ? 12 : 1);
    if (month < 1 || month > 12) return null;
    const longest = new Date(Date.UTC(year, month, 0)).getUTCDate();
    const date = found[3] ? Number(found[3]) : (last ? longest : 1);
    if (date < 1 || date > longest) return null;
    return Date.UTC(year, month - 1, date) / 864e5;
  }

  function written(days) {
    return new Date(days * 864e5).toISOString().slice(0, 10);
  }

  function index(ids) {
    return new Map(ids.map((id, place) => [id, place]));
  }

  // The tables as typed arrays with what is looked up often; called once.
  function open(tables) {
    const p = tables.positions, E = tables.events.id.length, A = tables.actors.id.length;
    const data = {
      tables, E, A, N: p.event.length,
      event: Int32Array.from(p.event), actor: Int32Array.from(p.actor),
      first: Int32Array.from(p.first), last: Int32Array.from(p.first, (v, i) => v + p.days[i]),
      stance: Int8Array.from(p.stance), deed: Uint8Array.from(p.deed), contested: Uint8Array.from(p.contested),
      organ: Uint8Array.from(p.organ), confidence: Uint8Array.from(p.confidence),
      actorAt: index(tables.actors.id), eventAt: index(tables.events.id),
      topicAt: index(tables.topics.map((t) => t.id)), issueAt: index(tables.issues.map((t) => t.id)),
      groupAt: index(tables.groups.map((g) => g.id)),
      branchOfOrgan: tables.codes.organ.map((code) => code.parent),
    };
    data.asked = tables.events.body.map((body, event) => body < 0 ? null : membersMeeting(
      data, body, tables.events.first[event], tables.events.last[event]));
    // Resamples are drawn over events in the order of their ids.
    data.byId = [...tables.events.id.keys()].sort((a, b) => tables.events.id[a] < tables.events.id[b] ? -1 : 1);
    return data;
  }

  function membersMeeting(data, group, first, last) {
    const members = new Uint8Array(data.A);
    for (const [actor, since, until] of data.tables.groups[group].spells) {
      if (since <= last && until >= first) members[actor] = 1;
    }
    return members;
  }

  function id(data, row) {
    const parts = [data.tables.events.id[data.event[row]], data.tables.actors.id[data.actor[row]]];
    const key = data.tables.positions.key[row];
    return (key ? [...parts, key] : parts).join(":");
  }

  // The filters in force, each as [reason, kind, test of a row]; asked ones say what was asked, not who or how.
  function filters(data, state) {
    const found = [], t = data.tables;
    if (state.topics.length) {
      const wanted = new Set(state.topics.map((topic) => data.topicAt.get(topic)));
      found.push(["on another topic", true, (i) => wanted.has(t.events.topic[data.event[i]])]);
    }
    if (state.issues.length) {
      const wanted = new Set(state.issues.map((issue) => data.issueAt.get(issue)));
      found.push(["on another issue", true, (i) => wanted.has(t.events.issue[data.event[i]])]);
    }
    if (state.events.length) {
      const wanted = new Set(state.events.map((event) => data.eventAt.get(event)));
      found.push(["on another event", true, (i) => wanted.has(data.event[i])]);
    }
    const spells = memberSpells(data, state);
    if (state.actors.length || state.group) {
      const named = new Set(state.actors.map((actor) => data.actorAt.get(actor)));
      found.push(["by another actor", false, (i) => named.has(data.actor[i]) || spells.has(data.actor[i])]);
      if (state.group && !state.membersAsOf) {
        const name = t.groups[data.groupAt.get(state.group)].name;
        found.push([`${name}: not a member on that day`, false, (i) => named.has(data.actor[i]) ||
          (spells.get(data.actor[i]) || []).some(([since, until]) => data.first[i] <= until && since <= data.last[i])]);
      }
    }
    if (state.region) {
      const inside = regionMembers(data, state.region);
      found.push(["by an actor of another region", false, (i) => inside.has(data.actor[i])]);
    }
    const since = day(state.since, false), asOf = day(state.asOf, true);
    if (since !== null) found.push([`taken before ${state.since}`, true, (i) => data.last[i] >= since]);
    if (asOf !== null) found.push([`taken after ${state.asOf}`, true, (i) => data.first[i] <= asOf]);
    if (!state.contested) found.push(["contested by another source", false, (i) => !data.contested[i]]);
    if (state.branches.length < t.codes.branch.length) {
      const binding = data.branchOfOrgan.map((branch) => state.branches.includes(branch));
      const others = t.codes.branch.filter((code) => !state.branches.includes(code.code)).map((code) => code.label);
      found.push([`spoken by a branch that is not ticked (${others.join(", ")})`, false, (i) => binding[data.organ[i]]]);
    }
    if (state.commitment) {
      const deed = state.commitment === "enacted" ? 1 : 0;
      found.push([deed ? "a word, not a deed" : "a deed, not a word", false, (i) => data.deed[i] === deed]);
    }
    if (state.confidence) {
      const least = t.codes.confidence.findIndex((code) => code.code === state.confidence);
      found.push([`confidence below ${state.confidence}`, false, (i) => data.confidence[i] >= least]);
    }
    return { list: found, spells };
  }

  // The members of the group in the period, with their days of membership.
  function memberSpells(data, state) {
    const found = new Map();
    if (!state.group) return found;
    const on = [day(state.membersAsOf, false), day(state.membersAsOf, true)];
    const begin = on[1] ?? day(state.since, false) ?? -FAR, end = on[1] ?? day(state.asOf, true) ?? FAR;
    for (const [actor, since, until] of data.tables.groups[data.groupAt.get(state.group)].spells) {
      if (since <= end && until >= begin) {
        if (!found.has(actor)) found.set(actor, []);
        found.get(actor).push([since, until]);
      }
    }
    return found;
  }

  function regionMembers(data, region) {
    return new Set(data.tables.groups[data.groupAt.get(region)].spells.map(([actor]) => actor));
  }

  // Which positions count, and the place of the filter that leaves out each of the others.
  function select(data, state) {
    const { list, spells } = filters(data, state);
    const reason = new Int8Array(data.N).fill(-1), asked = new Uint8Array(data.N).fill(1);
    const eventAsked = new Uint8Array(data.E), leftOut = new Uint8Array(data.A * data.E);
    for (let i = 0; i < data.N; i++) {
      for (let f = 0; f < list.length; f++) {
        if (!list[f][2](i)) {
          if (reason[i] < 0) reason[i] = f;
          if (list[f][1]) { asked[i] = 0; break; }
        }
      }
      if (asked[i]) eventAsked[data.event[i]] = 1;
      if (reason[i] >= 0) leftOut[data.actor[i] * data.E + data.event[i]] = 1;
    }
    return { state, spells, reason, reasons: list.map((filter) => filter[0]), eventAsked, leftOut, rows: rowsOf(data, state, spells, reason) };
  }

  function rowsOf(data, state, spells, reason) {
    let rows;
    if (state.actors.length || state.group) {
      const named = state.actors.map((actor) => data.actorAt.get(actor));
      rows = [...named, ...[...spells.keys()].filter((actor) => !named.includes(actor)).sort((a, b) => a - b)];
    } else {
      const seen = new Uint8Array(data.A);
      for (let i = 0; i < data.N; i++) if (reason[i] < 0) seen[data.actor[i]] = 1;
      rows = [...seen.keys()].filter((actor) => seen[actor]);
    }
    if (!state.region) return rows;
    const inside = regionMembers(data, state.region);
    return rows.filter((actor) => inside.has(actor));
  }

  // Rule 1 of the codebook: within an event an actor's deeds speak before its words.
  function eventStances(data, selected) {
    const size = data.A * data.E;
    const n = new Uint16Array(size), deeds = new Uint16Array(size), all = new Int16Array(size), acted = new Int16Array(size);
    const sides = new Uint8Array(size), newest = new Int32Array(size).fill(-2147483648), value = new Float64Array(size).fill(NaN);
    for (let i = 0; i < data.N; i++) {
      if (selected.reason[i] >= 0) continue;
      const at = data.actor[i] * data.E + data.event[i], stance = data.stance[i];
      n[at]++;
      all[at] += stance;
      if (data.deed[i]) { deeds[at]++; acted[at] += stance; }
      if (stance > 0) sides[at] |= 1;
      if (stance < 0) sides[at] |= 2;
      if (data.first[i] > newest[at]) newest[at] = data.first[i];
    }
    for (let at = 0; at < size; at++) if (n[at]) value[at] = deeds[at] ? acted[at] / deeds[at] : all[at] / n[at];
    return { n, value, sides, newest };
  }

  const COLUMNS = {
    topic: (data) => data.tables.events.topic,
    issue: (data) => data.tables.events.issue,
    event: (data) => [...data.tables.events.id.keys()],
  };

  // Rule 2: a cell is the mean of the event stances of its events.
  function matrix(data, selected, stances, columns) {
    const columnOf = COLUMNS[columns](data), shown = new Set();
    for (let e = 0; e < data.E; e++) if (selected.eventAsked[e]) shown.add(columnOf[e]);
    let list = [...shown].sort((a, b) => a - b);
    if (columns === "topic") {
      list = selected.state.topics.length ? selected.state.topics.map((topic) => data.topicAt.get(topic))
        : [...data.tables.topics.keys()];
    }
    const place = new Map(list.map((column, j) => [column, j])), C = list.length, R = selected.rows.length;
    const events = list.map(() => []);
    for (let e = 0; e < data.E; e++) if (selected.eventAsked[e] && place.has(columnOf[e])) events[place.get(columnOf[e])].push(e);
    const made = {
      rows: selected.rows, columns: list, kind: columns, eventsOf: events, R, C,
      value: new Float64Array(R * C).fill(NaN), n: new Uint16Array(R * C), events: new Uint16Array(R * C),
      mixed: new Uint8Array(R * C), newest: new Int32Array(R * C).fill(-2147483648),
    };
    for (let r = 0; r < R; r++) {
      const base = selected.rows[r] * data.E;
      for (let c = 0; c < C; c++) {
        let total = 0, count = 0, n = 0, sides = 0, newest = -2147483648;
        for (const e of events[c]) {
          const at = base + e;
          if (!stances.n[at]) continue;
          total += stances.value[at]; count++; n += stances.n[at]; sides |= stances.sides[at];
          if (stances.newest[at] > newest) newest = stances.newest[at];
        }
        const cell = r * C + c;
        if (count) made.value[cell] = total / count;
        made.n[cell] = n; made.events[cell] = count; made.mixed[cell] = sides === 3 ? 1 : 0; made.newest[cell] = newest;
      }
    }
    return made;
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

  // Agreement ------------------------------------------------------------------------------------------------------

  const MEASURES = {
    agreement: { label: "plain agreement", low: 0, says: "1 − mean distance over the range of the scale: 1 the same, 0 opposed" },
    kappa: { label: "Cohen’s kappa, linear weights", low: -1, says: "1 − observed ÷ expected distance, expected from each actor’s own answers" },
  };

  // The stance of each row on each event as a code, -1 where it has none; only events on which somebody has one.
  function answers(data, selected, stances) {
    const rows = selected.rows, questions = [], distinct = new Set();
    for (const e of data.byId) {
      let any = false;
      for (const actor of rows) {
        const at = actor * data.E + e;
        if (stances.n[at]) { any = true; distinct.add(rounded(stances.value[at])); }
      }
      if (any) questions.push(e);
    }
    const values = [...distinct].sort((a, b) => a - b), code = new Map(values.map((v, k) => [v, k]));
    const Q = questions.length, codes = new Int8Array(rows.length * Q).fill(-1);
    rows.forEach((actor, r) => questions.forEach((e, q) => {
      const at = actor * data.E + e;
      if (stances.n[at]) codes[r * Q + q] = code.get(rounded(stances.value[at]));
    }));
    const K = values.length, distance = new Float64Array(K * K);
    for (let k = 0; k < K; k++) for (let l = 0; l < K; l++) distance[k * K + l] = Math.abs(values[k] - values[l]) / 4;
    const answered = rows.map((_, r) => questions.map((_, q) => q).filter((q) => codes[r * Q + q] >= 0));
    return { rows, questions, Q, K, values, codes, distance, answered, one: new Float64Array(K), two: new Float64Array(K) };
  }

  function rounded(value) {
    return Math.round(value * 1e9) / 1e9 + 0;
  }

  // The agreement of two rows: value, shared events and status.
  function pair(known, a, b, measure, least) {
    const { Q, K, codes, distance, answered } = known, plain = measure === "agreement", ma = known.one.fill(0), mb = known.two.fill(0);
    let n = 0, apart = 0;
    for (const q of answered[a]) {
      const l = codes[b * Q + q];
      if (l < 0) continue;
      const k = codes[a * Q + q];
      n++; apart += distance[k * K + l];
      if (!plain) { ma[k]++; mb[l]++; }
    }
    const value = plain ? 1 - apart / n : 1 - n * apart / crossed(ma, mb, distance, K);
    const status = n === 0 ? "no_overlap" : n < least ? "too_few" : Number.isNaN(value) ? "no_variation" : "ok";
    return { n, value: status === "ok" ? value : NaN, status };
  }

  function crossed(a, b, distance, K) {
    let total = 0;
    for (let k = 0; k < K; k++) {
      if (!a[k]) continue;
      for (let l = 0; l < K; l++) total += a[k] * distance[k * K + l] * b[l];
    }
    return total;
  }

  // Every pair of rows.
  function agreement(data, selected, stances, measure) {
    const known = answers(data, selected, stances), R = known.rows.length;
    const made = { known, measure, rows: known.rows, R, value: new Float64Array(R * R).fill(NaN), n: new Uint16Array(R * R), status: new Array(R * R).fill("ok") };
    for (let a = 0; a < R; a++) {
      for (let b = a; b < R; b++) {
        const found = pair(known, a, b, measure, data.tables.resampling.least_n);
        const at = a * R + b, mirrored = b * R + a;
        made.value[at] = made.value[mirrored] = found.value;
        made.n[at] = made.n[mirrored] = found.n;
        made.status[at] = made.status[mirrored] = found.status;
      }
    }
    return made;
  }

  // The interval of one pair: the events are drawn anew a thousand times, each time the same for all pairs.
  function interval(data, known, a, b, measure) {
    const rules = data.tables.resampling, { Q, K, codes, distance, answered } = known, S = rules.resamples;
    if (Q < 2) return null;
    const weights = draws(rules, Q), apart = new Float64Array(S);
    const ma = new Float64Array(K * S), mb = new Float64Array(K * S);
    for (const q of answered[a]) {
      const k = codes[a * Q + q], l = codes[b * Q + q];
      if (l < 0) continue;
      const d = distance[k * K + l];
      for (let s = 0; s < S; s++) {
        const w = weights[q * S + s];
        if (!w) continue;
        apart[s] += w * d; ma[k * S + s] += w; mb[l * S + s] += w;
      }
    }
    const found = [];
    const one = new Float64Array(K), two = new Float64Array(K);
    for (let s = 0; s < S; s++) {
      let n = 0;
      for (let k = 0; k < K; k++) { one[k] = ma[k * S + s]; two[k] = mb[k * S + s]; n += one[k]; }
      const value = measure === "agreement" ? 1 - apart[s] / n : 1 - n * apart[s] / crossed(one, two, distance, K);
      if (!Number.isNaN(value)) found.push(value);
    }
    if (found.length < 0.9 * S) return null;
    found.sort((x, y) => x - y);
    return [quantile(found, (1 - rules.level) / 2), quantile(found, (1 + rules.level) / 2)];
  }

  function quantile(sorted, share) {
    const place = share * (sorted.length - 1), below = Math.floor(place), above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (sorted[above] - sorted[below]) * (place - below);
  }

  const drawn = new Map();

  // How often each resample draws each event, events x resamples: the generator (PCG64) and the multinomial
  // of NumPy, from the state in which the library begins.
  function draws(rules, Q) {
    if (drawn.has(Q)) return drawn.get(Q);
    const next = generator(rules.state, rules.increment), S = rules.resamples, weights = new Uint8Array(Q * S);
    for (let s = 0; s < S; s++) {
      let left = Q, share = 1;
      for (let q = 0; q < Q - 1 && left > 0; q++) {
        const count = binomial(next, left, (1 / Q) / share);
        weights[q * S + s] = count; left -= count; share -= 1 / Q;
      }
      if (left > 0) weights[(Q - 1) * S + s] = left;
    }
    drawn.clear();
    drawn.set(Q, weights);
    return weights;
  }

  function binomial(next, n, p) {
    if (n === 0 || p === 0) return 0;
    return p <= 0.5 ? inversion(next, n, p) : n - inversion(next, n, 1 - p);
  }

  function inversion(next, n, p) {
    const q = 1 - p, start = Math.exp(n * Math.log(q)), bound = Math.min(n, Math.trunc(n * p + 10 * Math.sqrt(n * p * q + 1)));
    let x = 0, px = start, u = next();
    while (u > px) {
      x++;
      if (x > bound) { x = 0; px = start; u = next(); } else { u -= px; px = ((n - x + 1) * p * px) / (x * q); }
    }
    return x;
  }

  // A number from 0 to 1 at each call. 128 bits are eight limbs of 16, lowest first.
  function generator(state, increment) {
    const limbs = (hex) => Array.from({ length: 8 }, (_, i) => parseInt(hex.slice(28 - 4 * i, 32 - 4 * i), 16));
    let s = limbs(state);
    const c = limbs(increment), m = limbs("2360ed051fc65da44385df649fccf645"), t = new Float64Array(8);
    return function () {
      t.set(c);
      for (let i = 0; i < 8; i++) for (let j = 0; i + j < 8; j++) t[i + j] += s[i] * m[j];
      for (let i = 0; i < 8; i++) {
        const carry = Math.floor(t[i] / 65536);
        s[i] = t[i] - carry * 65536;
        if (i < 7) t[i + 1] += carry;
      }
      let high = ((s[7] * 65536 + s[6]) ^ (s[3] * 65536 + s[2])) >>> 0, low = ((s[5] * 65536 + s[4]) ^ (s[1] * 65536 + s[0])) >>> 0;
      let turn = s[7] >>> 10;
      if (turn >= 32) { [high, low] = [low, high]; turn -= 32; }
      if (turn) [high, low] = [((high >>> turn) | (low << (32 - turn))) >>> 0, ((low >>> turn) | (high << (32 - turn))) >>> 0];
      return (high * 2097152 + (low >>> 11)) / 9007199254740992;
    };
  }

  // Clusters --------------------------------------------------------------------------------------------------------

  // Rows so that neighbours agree: average linkage on 1 - agreement; a pair without a value takes the mean of its
  // two actors, and actors without any value come last.
  function clustered(data, selected, stances) {
    const made = agreement(data, selected, stances, "agreement"), R = made.R, known = [], lost = [];
    const mean = new Float64Array(R);
    for (let a = 0; a < R; a++) {
      let total = 0, count = 0;
      for (let b = 0; b < R; b++) if (a !== b && made.status[a * R + b] === "ok") { total += 1 - made.value[a * R + b]; count++; }
      mean[a] = total / count;
      (count ? known : lost).push(a);
    }
    const far = (a, b) => made.status[a * R + b] === "ok" ? 1 - made.value[a * R + b] : (mean[a] + mean[b]) / 2;
    return [...linked(known, far), ...lost].map((place) => made.rows[place]);
  }

  function linked(items, far) {
    const n = items.length;
    if (n < 3) return items;
    const d = items.map((a) => Float64Array.from(items, (b) => far(a, b))), leaf = d.map((row) => Float64Array.from(row));
    const clusters = items.map((_, i) => [i]);
    let alive = [...items.keys()];
    while (alive.length > 1) {
      let best = Infinity, x = -1, y = -1;
      for (let i = 0; i < alive.length; i++) {
        const row = d[alive[i]];
        for (let j = i + 1; j < alive.length; j++) if (row[alive[j]] < best - 1e-12) { best = row[alive[j]]; x = alive[i]; y = alive[j]; }
      }
      const [p, q] = [clusters[x], clusters[y]];
      for (const k of alive) if (k !== x && k !== y) d[x][k] = d[k][x] = (p.length * d[x][k] + q.length * d[y][k]) / (p.length + q.length);
      clusters[x] = joined(p, q, leaf);
      alive = alive.filter((k) => k !== y);
    }
    return clusters[alive[0]].map((i) => items[i]);
  }

  // Two clusters end to end, turned so that the leaves that meet are nearest.
  function joined(p, q, leaf) {
    const turned = (list) => [...list].reverse(), ways = [[p, q], [p, turned(q)], [turned(p), q], [turned(p), turned(q)]];
    ways.sort((a, b) => leaf[a[0].at(-1)][a[1][0]] - leaf[b[0].at(-1)][b[1][0]]);
    return [...ways[0][0], ...ways[0][1]];
  }

  Object.assign(Positions, { open, day, written, id, select, eventStances, matrix, pick, missing, missingOn, MISSING, MEASURES, answers, pair, agreement, interval, clustered });
})(typeof window === "undefined" ? globalThis : window);
