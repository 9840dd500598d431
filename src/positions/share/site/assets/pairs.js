// The intervals of the pairs in view, each computed once and only when it is looked at.
(function (P) {
  "use strict";
  const LATER = globalThis.requestIdleCallback || ((work) => setTimeout(work, 16));

  class Pairs {
    // `ready` is called when all that were asked for are known.
    constructor(data, made, ready) {
      Object.assign(this, { data, made, ready, known: new Map(), queue: new Map() });
    }

    key(a, b) {
      return Math.min(a, b) * this.made.R + Math.max(a, b);
    }

    // The interval of two rows, or none.
    interval(a, b) {
      const key = this.key(a, b);
      if (!this.known.has(key)) this.known.set(key, P.interval(this.data, this.made.known, Math.min(a, b), Math.max(a, b), this.made.measure));
      return this.known.get(key);
    }

    // The interval if it is known, else undefined, and `ready` once it is.
    soon(a, b) {
      const key = this.key(a, b);
      if (this.known.has(key)) return this.known.get(key);
      if (!this.queue.size) LATER(() => this.work());
      this.queue.set(key, [a, b]);
      return undefined;
    }

    work() {
      const began = performance.now();
      for (const [key, [a, b]] of this.queue) {
        this.queue.delete(key);
        this.interval(a, b);
        if (performance.now() - began > 12) break;
      }
      if (this.queue.size) LATER(() => this.work());
      else this.ready(this);
    }
  }

  P.Pairs = Pairs;
})(globalThis.Positions ||= {});
