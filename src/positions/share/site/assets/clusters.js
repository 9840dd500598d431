// An order of rows in which neighbours agree.
(function (P) {
  "use strict";

  // Average linkage on 1 - agreement; a pair without a value takes the mean of its two actors, and actors without any
  // value come last.
  function clustered(data, selected, stances) {
    const made = P.agreement(data, selected, stances, "agreement"), R = made.R, known = [], lost = [], mean = new Float64Array(R);
    for (let a = 0; a < R; a++) {
      let total = 0, count = 0;
      for (let b = 0; b < R; b++) if (a !== b && made.status[a * R + b] === "ok") { total += 1 - made.value[a * R + b]; count++; }
      mean[a] = total / count;
      (count ? known : lost).push(a);
    }
    const far = (a, b) => made.status[a * R + b] === "ok" ? 1 - made.value[a * R + b] : (mean[a] + mean[b]) / 2;
    return [...linked(known, far), ...lost].map((place) => made.rows[place]);
  }

  // Items in the order of the leaves of their tree. Each cluster remembers the nearest of those after it, so that a step
  // looks anew only for those whose nearest was joined.
  function linked(items, far) {
    if (items.length < 3) return items;
    const d = items.map((a) => Float64Array.from(items, (b) => far(a, b))), leaf = d.map((row) => Float64Array.from(row));
    const clusters = items.map((_, i) => [i]), nearest = new Int32Array(items.length);
    let alive = [...items.keys()];
    for (const i of alive) look(d, alive, nearest, i);
    while (alive.length > 1) {
      const [x, y] = closest(d, alive, nearest), [p, q] = [clusters[x], clusters[y]];
      for (const k of alive) if (k !== x && k !== y) d[x][k] = d[k][x] = (p.length * d[x][k] + q.length * d[y][k]) / (p.length + q.length);
      clusters[x] = joined(p, q, leaf);
      alive = alive.filter((k) => k !== y);
      for (const k of alive) {
        if (k === x || nearest[k] === x || nearest[k] === y) look(d, alive, nearest, k);
        else if (k < x && d[k][x] < d[k][nearest[k]]) nearest[k] = x;
      }
    }
    return clusters[alive[0]].map((i) => items[i]);
  }

  function look(d, alive, nearest, i) {
    let best = Infinity;
    nearest[i] = -1;
    for (const j of alive) if (j > i && d[i][j] < best - 1e-12) { best = d[i][j]; nearest[i] = j; }
  }

  function closest(d, alive, nearest) {
    let best = Infinity, found = -1;
    for (const i of alive) if (nearest[i] >= 0 && d[i][nearest[i]] < best - 1e-12) { best = d[i][nearest[i]]; found = i; }
    return [found, nearest[found]];
  }

  // Two clusters end to end, turned so that the leaves that meet are nearest.
  function joined(p, q, leaf) {
    const turned = (list) => [...list].reverse(), ways = [[p, q], [p, turned(q)], [turned(p), q], [turned(p), turned(q)]];
    ways.sort((a, b) => leaf[a[0].at(-1)][a[1][0]] - leaf[b[0].at(-1)][b[1][0]]);
    return [...ways[0][0], ...ways[0][1]];
  }

  Object.assign(P, { clustered });
})(globalThis.Positions ||= {});
