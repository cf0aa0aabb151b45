// Elements without a framework: the page must run from the program alone, without a build.

/** An element with properties, event handlers (onclick …) and children; null and false are left out. */
export function h(tag, properties, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "value" || name === "checked" || name === "disabled") element[name] = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat(Infinity).filter(child => child !== null && child !== undefined && child !== false));
  return element;
}

/** Chinese first, English beside it. */
export const both = (zh, en) => [zh, " ", h("small", { lang: "en" }, en)];

/** The same for a text as the server gives it. */
export const words = text => text ? both(text.zh, text.en) : [];

export const when = instant => new Date(instant).toLocaleString("zh-CN", { timeZone: "Asia/Shanghai", dateStyle: "medium", timeStyle: "short" });

/** Puts new content in place and leaves the reader where they were: focus, caret, scrolling, opened details. */
export function redraw(container, content) {
  const focused = document.activeElement;
  const key = container.contains(focused) ? focused.id : "";
  const caret = key && typeof focused.selectionStart === "number" ? [focused.selectionStart, focused.selectionEnd] : null;
  const opened = new Set([...container.querySelectorAll("details[open][id]")].map(details => details.id));
  const scrolled = container.scrollTop;
  container.replaceChildren(...[content].flat(Infinity).filter(Boolean));
  for (const id of opened) document.getElementById(id)?.setAttribute("open", "");
  container.scrollTop = scrolled;
  const again = key && document.getElementById(key);
  if (!again) return;
  again.focus({ preventScroll: true });
  if (caret && again.type !== "date" && again.type !== "number") again.setSelectionRange(...caret);
}
