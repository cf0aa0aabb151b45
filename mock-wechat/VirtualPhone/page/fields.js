// What is typed: the form, or values off one paper.
import { both, h, words } from "./dom.js";

/** Saved values with what is typed over them. */
export function typedOf(source, draft) {
  return { ...source.fields, ...draft };
}

/** The inputs of one form, with a button that saves them; as text where nothing may be changed. */
export function fields(screen, slot, source, mayChange) {
  if (source.fieldSpecs.length === 0) return null;
  const values = typedOf(source, screen.drafts[slot]);
  if (!mayChange) {
    const filled = source.fieldSpecs.filter(spec => values[spec.id]);
    return h("dl", {}, filled.map(spec => [h("dt", {}, words(spec.label)), h("dd", {}, shown(spec, values[spec.id]))]));
  }

  const type = (id, value) => { screen.drafts[slot] = { ...screen.drafts[slot], [id]: value }; };
  return h("form", { onsubmit: event => {
    event.preventDefault();
    screen.phone.run(async () => {
      await screen.save(slot);
      await screen.load();
    });
  } },
  source.fieldSpecs.map(spec => h("div", { class: "field" },
    h("label", { for: `${slot}.${spec.id}` }, words(spec.label)),
    spec.hint ? h("p", { class: "quiet" }, words(spec.hint)) : null,
    input(spec, `${slot}.${spec.id}`, values[spec.id] ?? "", value => type(spec.id, value)))),
  h("button", {}, both("保存", "Save")));
}

/** One sentence to the office and its button. What is typed outlasts a redraw, which any news of the case may bring. */
export function sentence({ sentences }, id, label, button, send) {
  return h("form", { onsubmit: event => {
    event.preventDefault();
    send(sentences[id], () => delete sentences[id]);
  } },
  h("label", { for: id }, both(...label)),
  h("input", { id, maxlength: 500, required: true, value: sentences[id] ?? "", oninput: event => { sentences[id] = event.target.value; } }),
  h("button", {}, both(...button)));
}

function input(spec, id, value, typed) {
  if (spec.type === "choice" || spec.type === "boolean") {
    const options = spec.type === "choice" ? spec.options : [{ value: "true", label: { zh: "是", en: "yes" } }, { value: "false", label: { zh: "否", en: "no" } }];
    return h("select", { id, onchange: event => typed(event.target.value) },
      h("option", { value: "" }, "—"),
      options.map(option => h("option", { value: option.value, selected: option.value === value }, `${option.label.zh} ${option.label.en}`)));
  }

  if (spec.type !== "date") {
    return h("input", { id, value, maxlength: spec.maxLength, inputmode: spec.type === "number" ? "decimal" : null, autocomplete: "off", oninput: event => typed(event.target.value) });
  }

  const date = h("input", { id, type: "date", value: value === "long-term" ? "" : value, disabled: value === "long-term", onchange: event => typed(event.target.value) });
  if (!spec.mayBeLongTerm) return date;
  return [date, h("label", { class: "choice" }, h("input", {
    type: "checkbox", id: `${id}.longTerm`, checked: value === "long-term",
    onchange: event => {
      date.disabled = event.target.checked;
      typed(event.target.checked ? "long-term" : date.value);
    },
  }), both("长期", "long-term"))];
}

function shown(spec, value) {
  if (value === "long-term") return both("长期", "long-term");
  const option = spec.options.find(one => one.value === value);
  return option ? words(option.label) : value;
}
