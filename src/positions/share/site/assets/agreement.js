// How far two actors agree over the events on which both have a stance; the measures of the library.
(function (P) {
  "use strict";

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
    const all = [...questions.keys()], answered = rows.map((_, r) => Int32Array.from(all.filter((q) => codes[r * Q + q] >= 0)));
    return { rows, questions, Q, K, values, codes, distance, answered, one: new Float64Array(K), two: new Float64Array(K) };
  }

  function rounded(value) {
    return Math.round(value * 1e9) / 1e9 + 0;
  }

  // The agreement of two rows into their two places: value, shared events and status.
  function pair(made, a, b, least) {
    const { Q, K, codes, distance, answered, one, two } = made.known, plain = made.measure === "agreement", mine = answered[a], base = b * Q, own = a * Q;
    let n = 0, apart = 0;
    if (!plain) { one.fill(0); two.fill(0); }
    for (let i = 0; i < mine.length; i++) {
      const q = mine[i], l = codes[base + q];
      if (l < 0) continue;
      const k = codes[own + q];
      n++; apart += distance[k * K + l];
      if (!plain) { one[k]++; two[l]++; }
    }
    const value = plain ? 1 - apart / n : 1 - n * apart / crossed(one, two, distance, K);
    const status = n === 0 ? "no_overlap" : n < least ? "too_few" : Number.isNaN(value) ? "no_variation" : "ok";
    set(made, a * made.R + b, n, value, status);
    set(made, b * made.R + a, n, value, status);
  }

  function set(made, at, n, value, status) {
    made.n[at] = n;
    made.status[at] = status;
    made.value[at] = status === "ok" ? value : NaN;
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
    for (let a = 0; a < R; a++) for (let b = a; b < R; b++) pair(made, a, b, data.tables.resampling.least_n);
    return made;
  }

  Object.assign(P, { MEASURES, agreement, crossed });
})(globalThis.Positions ||= {});
