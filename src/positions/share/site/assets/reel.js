// A run of like things of which only those in sight exist: what leaves at one end is used again at the other.
(function (P) {
  "use strict";

  // `make()` gives a thing with an `element` and `show(place)`; elements stand in `parent` in the order of their places.
  class Reel {
    constructor(parent, make) {
      Object.assign(this, { parent, make, from: 0, to: 0, things: [] });
    }

    // Hold the places from one to before another; `fresh` shows all anew.
    hold(from, to, fresh) {
      if (fresh || from >= this.to || to <= this.from) this.renew(from, to);
      else { this.forward(from, to); this.back(from, to); this.widen(from, to); }
    }

    renew(from, to) {
      while (this.things.length > to - from) this.things.pop().element.remove();
      while (this.things.length < to - from) this.add();
      Object.assign(this, { from, to });
      this.things.forEach((thing, i) => thing.show(from + i));
    }

    forward(from, to) {
      for (; this.from < from; this.from++) {
        const thing = this.things.shift();
        if (this.to >= to) { thing.element.remove(); continue; }
        this.parent.append(thing.element);
        this.things.push(thing);
        thing.show(this.to++);
      }
    }

    back(from, to) {
      for (; this.to > to; this.to--) {
        const thing = this.things.pop();
        if (this.from <= from) { thing.element.remove(); continue; }
        this.things[0].element.before(thing.element);
        this.things.unshift(thing);
        thing.show(--this.from);
      }
    }

    widen(from, to) {
      while (this.from > from) {
        const thing = this.make();
        this.things[0].element.before(thing.element);
        this.things.unshift(thing);
        thing.show(--this.from);
      }
      while (this.to < to) this.add().show(this.to++);
    }

    add() {
      const thing = this.make();
      this.parent.append(thing.element);
      this.things.push(thing);
      return thing;
    }

    at(place) {
      return place >= this.from && place < this.to ? this.things[place - this.from] : null;
    }
  }

  P.Reel = Reel;
})(globalThis.Positions ||= {});
