// The stance of each actor on each event.
(function (P) {
  "use strict";

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

  Object.assign(P, { eventStances });
})(globalThis.Positions ||= {});
