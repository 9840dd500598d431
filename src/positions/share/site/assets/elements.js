// Elements of the page, and the data that arrives as scripts, since a page opened by a double click may fetch in no
// other way. All text enters the page as text, never as markup.
(function (P) {
  "use strict";

  const waiting = new Map(), arrived = new Map();
  // Only names of data files of this site become scripts.
  const NAME = /^[A-Za-z][A-Za-z-]*$/;
  const policy = globalThis.trustedTypes ? trustedTypes.createPolicy("positions-data", { createScriptURL: address }) : { createScriptURL: address };

  function address(name) {
    if (!NAME.test(name)) throw new TypeError(`no data file is called ${name}`);
    return `data/${name}.js`;
  }

  // Called by the data file of a name.
  function receive(name, value) {
    arrived.set(name, value);
    const settle = waiting.get(name);
    if (settle) settle.resolve(value);
  }

  // The data of a name, loaded once; that of the explorer stands in the page.
  function load(name) {
    if (arrived.has(name)) return Promise.resolve(arrived.get(name));
    if (!waiting.has(name)) {
      const settle = {};
      settle.promise = new Promise((resolve, reject) => { settle.resolve = resolve; settle.reject = reject; });
      waiting.set(name, settle);
      if (name !== "explorer") request(name, settle);
    }
    return waiting.get(name).promise;
  }

  function request(name, settle) {
    const script = document.createElement("script");
    script.src = policy.createScriptURL(name);
    script.onerror = () => { waiting.delete(name); script.remove(); settle.reject(new Error(`data/${name}.js could not be loaded`)); };
    document.head.append(script);
  }

  // An element with attributes and children; a text child stays text.
  function h(tag, attributes, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes || {})) {
      if (value === null || value === undefined || value === false) continue;
      if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
      else if (name === "class") element.className = value;
      else element.setAttribute(name, value === true ? "" : value);
    }
    element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
    return element;
  }

  Object.assign(P, { receive, load, h });
})(globalThis.Positions ||= {});
