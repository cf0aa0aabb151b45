// What can be done here, the guide of one matter with its exact list of papers, and the person's own cases.
import { both, h, when, words } from "./dom.js";
import { call } from "./server.js";

export function mattersScreen(phone) {
  return {
    leave() {},
    async open() {
      const { body } = await call("GET", "matters?limit=100");
      phone.draw([
        h("h2", {}, both("可以预审的事项", "What can be examined")),
        h("ul", { class: "plain" }, body.items.map(matter => h("li", { class: "card" },
          h("a", { href: `#matter/${matter.code}` }, words(matter.name)),
          h("p", {}, words(matter.department)),
          h("p", { class: "quiet" }, matter.zeroRun ? both("可零跑", "No visit needed") : both(`最多跑${matter.visitsMax}次`, `${matter.visitsMax} visit at most`))))),
      ]);
    },
  };
}

export function matterScreen(phone, code) {
  let matter;
  let list;
  const answers = {};

  const ask = async () => {
    list = (await call("POST", `matters/${code}/requirements`, { body: { answers } })).body;
    draw();
  };

  const begin = () => phone.run(async () => {
    const opened = await call("POST", "cases", { body: { matter: code } });
    const { body } = await call("PUT", `cases/${opened.body.id}/answers`, { body: { answers }, etag: opened.etag });
    phone.go("case", body.id);
  });

  const draw = () => phone.draw([
    h("h2", {}, words(matter.name)),
    h("p", {}, words(matter.guide.summary)),
    h("details", { id: "guide", class: "card" }, h("summary", {}, both("办事指南", "Guide")),
      h("p", {}, words(matter.guide.whoMayApply)),
      h("ol", {}, matter.guide.steps.map(step => h("li", {}, words(step)))),
      h("p", {}, words(matter.guide.office.name), " ", words(matter.guide.office.address)),
      h("p", {}, words(matter.guide.office.hours), ` ${matter.guide.office.phone}`),
      h("p", {}, both(`费用：${matter.fee.cny}元`, `Fee: CNY ${matter.fee.cny}`))),
    questions(matter.questions, list.asked, answers, changed => phone.run(async () => {
      Object.assign(answers, changed);
      await ask();
    })),
    list.rules.map(rule => h("p", { class: "alert" }, words(rule.message))),
    h("section", { class: "card" }, h("h3", {}, both("材料清单", "Papers")),
      h("ul", {}, list.materials.filter(material => material.required !== "no").map(material => h("li", {},
        both(material.nameZh, material.nameEn), h("p", { class: "quiet" }, words(material.why)))))),
    h("button", { type: "button", class: "main", disabled: !list.complete || list.rules.some(rule => rule.effect === "block"), onclick: begin }, both("开始预审", "Begin")),
    list.complete ? null : h("p", { class: "quiet" }, both("回答完问题后即可开始。", "Answer every question first.")),
  ]);

  return {
    leave() {},
    async open() {
      matter = (await call("GET", `matters/${code}`)).body;
      await ask();
    },
  };
}

/** The questions that are asked with these answers; tells each change as a whole new answer. */
export function questions(all, asked, answers, changed) {
  return h("section", { class: "card" }, h("h3", {}, both("请回答", "Please answer")),
    asked.map(id => all.find(question => question.id === id)).map(question => h("fieldset", { "data-question": question.id },
      h("legend", {}, words(question.text)),
      question.options.map(option => {
        const given = answers[question.id] ?? [];
        const several = question.kind === "several";
        return h("label", { class: "choice" }, h("input", {
          type: several ? "checkbox" : "radio", name: question.id, id: `q.${question.id}.${option.value}`, checked: given.includes(option.value),
          onchange: event => changed({
            [question.id]: !several ? [option.value] : event.target.checked ? [...given, option.value] : given.filter(value => value !== option.value),
          }),
        }), words(option.label));
      }))));
}

export function casesScreen(phone) {
  let rows = [];
  let next = null;

  const more = async () => {
    const { body } = await call("GET", `cases?limit=20${next ? `&after=${encodeURIComponent(next)}` : ""}`);
    rows = [...rows, ...body.items];
    next = body.next;
    phone.draw([
      h("h2", {}, both("我的件", "My cases")),
      rows.length === 0 ? h("p", { class: "empty" }, both("还没有预审件。", "No case yet."), h("a", { href: "#matters" }, both("去办事", "Begin one"))) : null,
      h("ul", { class: "plain" }, rows.map(row => h("li", { class: "card" },
        h("a", { href: `#case/${row.id}` }, words(row.matterName)),
        h("p", {}, row.number, " ", h("strong", {}, words(row.stateText))),
        h("p", { class: "quiet" }, when(row.updatedAt))))),
      next ? h("button", { type: "button", onclick: () => phone.run(more) }, both("更多", "More")) : null,
    ]);
  };

  return { leave() {}, open: more };
}
