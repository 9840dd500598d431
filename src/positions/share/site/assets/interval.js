// The interval of one agreement, from resampling events.
(function (P) {
  "use strict";

  // The interval of one pair: the events are drawn anew a thousand times, each time the same for all pairs. None where
  // a tenth of the resamples has no value.
  function interval(data, known, a, b, measure) {
    const rules = data.tables.resampling;
    if (known.Q < 2) return null;
    const found = valuesOf(resampled(rules, known, a, b), measure, known, rules.resamples);
    if (found.length < 0.9 * rules.resamples) return null;
    found.sort((x, y) => x - y);
    return [quantile(found, (1 - rules.level) / 2), quantile(found, (1 + rules.level) / 2)];
  }

  // In each resample: the distance in all, and how often each of the two gave each answer.
  function resampled(rules, { Q, K, codes, distance, answered }, a, b) {
    const S = rules.resamples, weights = P.draws(rules, Q);
    const apart = new Float64Array(S), one = new Float64Array(K * S), two = new Float64Array(K * S);
    for (const q of answered[a]) {
      const k = codes[a * Q + q], l = codes[b * Q + q];
      if (l < 0) continue;
      const d = distance[k * K + l];
      for (let s = 0; s < S; s++) {
        const w = weights[q * S + s];
        if (!w) continue;
        apart[s] += w * d; one[k * S + s] += w; two[l * S + s] += w;
      }
    }
    return { apart, one, two };
  }

  function valuesOf({ apart, one, two }, measure, { K, distance }, S) {
    const found = [], first = new Float64Array(K), second = new Float64Array(K);
    for (let s = 0; s < S; s++) {
      let n = 0;
      for (let k = 0; k < K; k++) { first[k] = one[k * S + s]; second[k] = two[k * S + s]; n += first[k]; }
      const value = measure === "agreement" ? 1 - apart[s] / n : 1 - n * apart[s] / P.crossed(first, second, distance, K);
      if (!Number.isNaN(value)) found.push(value);
    }
    return found;
  }

  function quantile(sorted, share) {
    const place = share * (sorted.length - 1), below = Math.floor(place), above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (sorted[above] - sorted[below]) * (place - below);
  }

  Object.assign(P, { interval });
})(globalThis.Positions ||= {});
