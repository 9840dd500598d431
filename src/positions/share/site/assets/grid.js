// A grid of many cells of which only those in sight exist, with one stop for the tab key and arrows inside.
(function () {
  "use strict";
  const { h } = window.Positions;
  const SPARE = 8;

  // `onOpen(row, column)` answers Enter or a click on a cell, `onSort(column)` on the head of a column, `onTell(row, column)` the place
  // in focus or under the pointer. Row -1 is the heads of columns, column -1 the heads of rows.
  class Grid {
    constructor(scroller, { onOpen, onSort, onTell }) {
      Object.assign(this, { scroller, onOpen, onSort, onTell, at: { r: 0, c: 0 }, model: null, whole: false });
      this.table = h("table", { class: "grid", role: "grid" });
      scroller.append(this.table);
      let due = false;
      scroller.addEventListener("scroll", () => {
        if (due) return;
        due = true;
        requestAnimationFrame(() => { due = false; if (!this.holds()) this.paint(); });
      }, { passive: true });
      this.table.addEventListener("keydown", (event) => this.key(event));
      scroller.addEventListener("keydown", (event) => { if (event.target === scroller) this.key(event); });
      this.table.addEventListener("click", (event) => this.press(event));
      this.table.addEventListener("focusin", (event) => this.told(event));
      this.table.addEventListener("pointerover", (event) => this.told(event));
      new ResizeObserver(() => this.paint()).observe(scroller);
      window.addEventListener("beforeprint", () => { this.whole = this.model && this.model.R * this.model.C < 30000; this.paint(); });
      window.addEventListener("afterprint", () => { this.whole = false; this.paint(); });
    }

    // A model has R, C, label, corner, head(c), side(r), cell(r, c) and sizes in rem: first, width (least and most), height, top.
    show(model) {
      const { r, c } = this.at;
      this.at = { r: Math.min(r, model.R - 1), c: Math.min(c, model.C - 1) };
      this.model = model;
      this.shown = null;
      this.table.setAttribute("aria-label", model.label);
      this.table.setAttribute("aria-rowcount", model.R + 1);
      this.table.setAttribute("aria-colcount", model.C + 1);
      this.table.classList.toggle("flat", Boolean(model.flat));
      this.paint();
    }

    sizes() {
      const rem = parseFloat(getComputedStyle(document.documentElement).fontSize), m = this.model;
      const narrow = this.scroller.clientWidth < 36 * rem;
      const first = Math.round((narrow ? m.first * 0.66 : m.first) * rem);
      // Columns grow or shrink a little where that makes all of them fit.
      const fit = Math.floor((this.scroller.clientWidth - first - 1) / m.C), [least, most] = m.width.map((width) => Math.round(width * rem));
      return { first, width: Math.max(least, Math.min(most, fit)), height: Math.round(m.height * rem), top: Math.round(m.top * rem) };
    }

    // The rows and columns in sight, and a few to spare.
    window() {
      const m = this.model, s = this.sizes(), box = this.scroller;
      if (this.whole) return { ...s, r0: 0, r1: m.R, c0: 0, c1: m.C };
      const clip = (value, most) => Math.max(0, Math.min(most, value));
      return {
        ...s,
        r0: clip(Math.floor(box.scrollTop / s.height) - SPARE, m.R), r1: clip(Math.ceil((box.scrollTop + box.clientHeight - s.top) / s.height) + SPARE, m.R),
        c0: clip(Math.floor(box.scrollLeft / s.width) - SPARE, m.C), c1: clip(Math.ceil((box.scrollLeft + box.clientWidth - s.first) / s.width) + SPARE, m.C),
      };
    }

    // Whether what is painted still holds all that is in sight.
    holds() {
      const p = this.painted, box = this.scroller;
      if (!p || !this.shown) return false;
      const { height, width, top, first } = p, m = this.model;
      return (p.r0 === 0 || box.scrollTop >= p.r0 * height) && (p.r1 === m.R || box.scrollTop + box.clientHeight - top <= p.r1 * height) &&
        (p.c0 === 0 || box.scrollLeft >= p.c0 * width) && (p.c1 === m.C || box.scrollLeft + box.clientWidth - first <= p.c1 * width);
    }

    paint() {
      const m = this.model;
      if (!m) return;
      // With nothing painted yet the frame has no height of its own: a window of its greatest one.
      const w = this.window();
      if (!this.scroller.clientHeight || this.scroller.clientHeight < w.top + 2 * w.height) w.r1 = Math.min(m.R, w.r0 + 40);
      const key = [w.r0, w.r1, w.c0, w.c1, w.first, w.width, w.height].join();
      if (this.shown === key) return;
      this.shown = key;
      this.painted = w;
      const held = this.table.contains(document.activeElement);
      this.table.style.width = `${w.first + m.C * w.width}px`;
      const before = w.c0 ? 1 : 0, after = w.c1 < m.C ? 1 : 0;
      const columns = h("colgroup", null, col(w.first), before ? col(w.c0 * w.width) : null, ...range(w.c0, w.c1).map(() => col(w.width)), after ? col((m.C - w.c1) * w.width) : null);
      const gap = (tag) => h(tag, { role: "presentation", class: "gap" });
      const row = (number, height, head, cells, tag) => {
        const made = h("tr", { "aria-rowindex": number }, head, before ? gap("td") : null, ...cells, after ? gap("td") : null);
        made.style.height = `${height}px`;
        return made;
      };
      const top = row(1, w.top, this.corner(), range(w.c0, w.c1).map((c) => this.head(c)), "th");
      const rows = range(w.r0, w.r1).map((r) => row(r + 2, w.height, this.side(r), range(w.c0, w.c1).map((c) => this.cell(r, c)), "td"));
      const body = h("tbody", null, spacer(w.r0 * w.height), ...rows, spacer((m.R - w.r1) * w.height));
      this.table.replaceChildren(columns, h("thead", null, top), body);
      this.mark(held);
    }

    corner() {
      return h("th", { scope: "col", class: "corner", "data-r": -1, "data-c": -1, "aria-colindex": 1, tabindex: -1 }, this.model.corner);
    }

    head(c) {
      const told = this.model.head(c);
      return h("th", { scope: "col", class: `col${told.sorted ? " sorted" : ""}${told.band ? " begins" : ""}`, "data-r": -1, "data-c": c, "aria-colindex": c + 2, "aria-sort": told.sorted || null, tabindex: -1, title: told.title }, told.band ? h("span", { class: "band", "aria-hidden": "true" }, told.band) : null, h("span", { class: "name" }, told.label));
    }

    side(r) {
      const told = this.model.side(r);
      return h("th", { scope: "row", "data-r": r, "data-c": -1, "aria-colindex": 1, tabindex: -1, title: told.label }, told.href ? h("a", { href: told.href, tabindex: -1 }, told.label) : told.label);
    }

    cell(r, c) {
      const told = this.model.cell(r, c), made = document.createElement("td"), mixed = told.mixed ? h("span", { class: "mixed" }, "±") : "";
      made.className = `cell ${told.tone}`;
      made.tabIndex = -1;
      for (const [name, value] of [["data-r", r], ["data-c", c], ["aria-colindex", c + 2]]) made.setAttribute(name, value);
      if (told.small) {
        // Where a cell shows several figures, what is read aloud stands beside what is seen.
        made.append(h("span", { "aria-hidden": "true" }, told.mark, mixed, h("small", null, told.small)), h("span", { class: "sr" }, told.says));
      } else {
        made.setAttribute("aria-label", told.says);
        made.append(told.mark, mixed);
      }
      return made;
    }

    element(r, c) {
      return this.table.querySelector(`[data-r="${r}"][data-c="${c}"]`);
    }

    // One cell can be reached with the tab key: the one last used, or the first in sight.
    mark(focus) {
      for (const marked of this.table.querySelectorAll('[tabindex="0"]')) marked.tabIndex = -1;
      const found = this.element(this.at.r, this.at.c);
      const entry = found || this.table.querySelector("td.cell");
      if (entry) entry.tabIndex = 0;
      if (!focus) return;
      if (found) found.focus({ preventScroll: true });
      else this.scroller.focus({ preventScroll: true });
    }

    go(r, c) {
      const m = this.model, w = this.window(), box = this.scroller;
      this.at = { r: Math.max(-1, Math.min(m.R - 1, r)), c: Math.max(-1, Math.min(m.C - 1, c)) };
      const y = this.at.r * w.height, x = this.at.c * w.width, high = box.clientHeight - w.top, wide = box.clientWidth - w.first;
      if (this.at.r >= 0 && y < box.scrollTop) box.scrollTop = y;
      if (this.at.r >= 0 && y + w.height > box.scrollTop + high) box.scrollTop = y + w.height - high;
      if (this.at.c >= 0 && x < box.scrollLeft) box.scrollLeft = x;
      if (this.at.c >= 0 && x + w.width > box.scrollLeft + wide) box.scrollLeft = x + w.width - wide;
      this.paint();
      this.mark(true);
    }

    key(event) {
      if (event.altKey || event.metaKey || !this.model) return;
      const { r, c } = this.at, m = this.model, page = 10, far = event.ctrlKey;
      const moves = {
        ArrowUp: [r - 1, c], ArrowDown: [r + 1, c], ArrowLeft: [r, c - 1], ArrowRight: [r, c + 1], PageUp: [Math.max(r - page, 0), c], PageDown: [r + page, c],
        Home: [far ? 0 : r, far ? 0 : -1], End: [far ? m.R - 1 : r, m.C - 1],
      };
      if (moves[event.key]) {
        event.preventDefault();
        this.go(...moves[event.key]);
      } else if (event.key === "Enter" || event.key === " ") {
        event.preventDefault();
        this.use(r, c);
      }
    }

    press(event) {
      const place = event.target.closest("[data-r]");
      if (!place || event.target.closest("a")) return;
      this.at = { r: Number(place.dataset.r), c: Number(place.dataset.c) };
      this.mark(true);
      this.use(this.at.r, this.at.c);
    }

    use(r, c) {
      if (r < 0) this.onSort(c);
      else if (c < 0) this.element(r, c)?.querySelector("a")?.click();
      else this.onOpen(r, c);
    }

    told(event) {
      const place = event.target.closest("[data-r]");
      if (!place) return;
      const r = Number(place.dataset.r), c = Number(place.dataset.c);
      if (event.type === "focusin") this.at = { r, c };
      if (r >= 0 && c >= 0 && r < this.model.R && c < this.model.C) this.onTell(r, c);
    }

    focus() {
      this.go(this.at.r, this.at.c);
    }
  }

  function col(width) {
    const made = document.createElement("col");
    made.style.width = `${width}px`;
    return made;
  }

  function spacer(height) {
    if (height <= 0) return null;
    const made = h("tr", { role: "presentation" }, h("td", { role: "presentation" }));
    made.style.height = `${height}px`;
    return made;
  }

  function range(first, last) {
    return Array.from({ length: Math.max(0, last - first) }, (_, i) => first + i);
  }

  window.Positions.Grid = Grid;
})();
