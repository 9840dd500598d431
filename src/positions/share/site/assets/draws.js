// The random draws of NumPy: its generator (PCG64) and its multinomial, so that page and library resample alike.
(function (P) {
  "use strict";

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

  Object.assign(P, { draws });
})(globalThis.Positions ||= {});
