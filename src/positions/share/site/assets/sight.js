// Which rows and columns of a grid are in sight, and how large they are.
(function (P) {
  "use strict";

  // Sizes in pixels. Columns grow or shrink a little where that makes all of them fit.
  function sizes(scroller, model) {
    const rem = parseFloat(getComputedStyle(document.documentElement).fontSize), room = scroller.clientWidth;
    const first = Math.round((room < 36 * rem ? model.first * 0.66 : model.first) * rem);
    const [least, most] = model.width.map((width) => Math.round(width * rem)), fit = Math.floor((room - first - 1) / model.C);
    return { first, width: Math.max(least, Math.min(most, fit)), height: Math.round(model.height * rem), top: Math.round(model.top * rem) };
  }

  // The places in sight and some to spare on either side; always as many, so that they are moved rather than made.
  function sight(grid, { first, width, height, top }, spare) {
    const { model, scroller, whole } = grid, same = { first, width, height, top };
    if (whole) return { ...same, r0: 0, r1: model.R, c0: 0, c1: model.C };
    const [r0, r1] = run(scroller.scrollTop, Math.max(scroller.clientHeight - top, 0), height, model.R, spare);
    const [c0, c1] = run(scroller.scrollLeft, Math.max(scroller.clientWidth - first, 0), width, model.C, spare);
    return { ...same, r0, r1, c0, c1 };
  }

  function run(offset, room, size, count, spare) {
    const many = Math.min(count, Math.ceil(room / size) + 1 + 2 * spare);
    const from = Math.max(0, Math.min(count - many, Math.floor(offset / size) - spare));
    return [from, from + many];
  }

  // Whether what stands holds all that is in sight.
  function holds({ window: w, model, scroller: box }) {
    const within = (from, to, count, size, offset, room) => (from === 0 || offset >= from * size) && (to === count || offset + room <= to * size);
    return within(w.r0, w.r1, model.R, w.height, box.scrollTop, box.clientHeight - w.top) && within(w.c0, w.c1, model.C, w.width, box.scrollLeft, box.clientWidth - w.first);
  }

  // How far to scroll so that a place is just in sight.
  function nearest(offset, begin, size, room) {
    return begin < offset ? begin : begin + size > offset + room ? begin + size - room : offset;
  }

  Object.assign(P, { sizes, sight, holds, nearest });
})(globalThis.Positions ||= {});
