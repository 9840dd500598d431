// Stances, figures and blanks in the words and marks of all pages.
(function (P) {
  "use strict";

  const SIDES = { "-2": "acts against", "-1": "speaks against", 0: "undecided", 1: "speaks for", 2: "acts for" };
  const BLANKS = {
    not_found: ["·", "nothing found: an open question on which no position was found"],
    absent: ["×", "absent: a member of the body that was asked, but no answer is recorded"],
    not_asked: ["–", "not asked: the question went to the members of a body alone, and it was none"],
    left_out: ["…", "left out: positions are recorded, but the filters leave them out"],
  };
  const STATUS = { no_overlap: "no shared event", too_few: "too few shared events for a figure", no_variation: "no figure: their answers do not vary" };
  // Most of a body agrees with most: the steps of plain agreement are narrower towards 1.
  const STEPS = [[0.97, "t4"], [0.9, "t3"], [0.75, "t2"], [0.55, "t1"], [0.45, "t0"], [0.3, "t-1"], [0.2, "t-2"], [0.1, "t-3"], [-1, "t-4"]];

  function signed(value) {
    const tenths = Math.floor(Math.abs(value) * 10 + 0.5 + 1e-9) / 10;
    return tenths === 0 ? "0" : (value > 0 ? "+" : "−") + tenths;
  }

  function tone(value) {
    const steps = Math.floor(Math.abs(value) * 2 + 0.5 + 1e-9);
    return `t${value > 0 ? steps : -steps || 0}`;
  }

  function pairTone(value, measure) {
    return measure === "agreement" ? STEPS.find(([least]) => value >= least)[1] : tone(value * 2);
  }

  // The values at which the tones of a measure of agreement begin, lowest first.
  function pairSteps(measure) {
    if (measure === "agreement") return STEPS.map(([least, one]) => [Math.max(least, 0), one]).reverse();
    return [-4, -3, -2, -1, 0, 1, 2, 3, 4].map((step) => [step / 4, `t${step}`]);
  }

  function side(value) {
    if (value === 0) return "undecided";
    const towards = value > 0 ? "for" : "against", strength = Math.abs(value);
    return strength < 0.5 ? `slightly ${towards}` : strength < 1.5 ? towards : `strongly ${towards}`;
  }

  // The stance of one event has a name, a mean of several a leaning.
  function stanceWords(value, events) {
    return events === 1 && Number.isInteger(value) ? SIDES[value] : side(value);
  }

  // Written out rather than with toLocaleString, which takes longer than all else of a cell together.
  function count(n, word) {
    return `${String(n).replace(/\B(?=(\d{3})+$)/g, "\u202f")} ${word}${n === 1 ? "" : "s"}`;
  }

  function figure(value) {
    return (value < 0 ? "−" : "") + Math.abs(value).toFixed(2).replace(/^0\./, ".");
  }

  function chip(stance) {
    return P.h("span", { class: `chip ${tone(stance)}` }, P.h("b", null, signed(stance)), ` ${stanceWords(stance, 1)}`);
  }

  Object.assign(P, { SIDES, BLANKS, STATUS, signed, tone, pairTone, pairSteps, side, stanceWords, count, figure, chip });
})(globalThis.Positions ||= {});
