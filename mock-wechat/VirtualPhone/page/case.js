// One case, live: what to do next, the form, the papers, what was found, what was answered.
import { afterwards } from "./afterwards.js";
import { both, h, when, words } from "./dom.js";
import { fields, sentence, typedOf } from "./fields.js";
import { follow } from "./live.js";
import { materials } from "./materials.js";
import { questions } from "./matters.js";
import { call } from "./server.js";
import { askForMessages } from "./subscriptions.js";

export function caseScreen(phone, id) {
  const left = new AbortController();
  let drawn; // the state that was shown last
  const drafts = {}; // typed and not yet saved, by form: "form" or a slot
  const sentences = {}; // likewise explanations and reasons, by the input's id
  const screen = { phone, id, drafts, sentences, view: null, etag: null, matter: null, list: null, timeline: [], filing: null, links: new Map() };

  /** Changes the case and shows what came of it. A case that moved on meanwhile is shown as it is, then the refusal. */
  screen.change = (method, path, body, taken = () => {}) => phone.run(async () => {
    try {
      keep(await call(method, `cases/${id}/${path}`, { body, etag: screen.etag }));
      taken();
    } catch (problem) {
      if (problem.status === 412) await screen.load();
      throw problem;
    }
    await refresh();
  });

  screen.load = async () => {
    keep(await call("GET", `cases/${id}`));
    await refresh();
  };

  screen.editable = () => screen.view.next.action === "complete" || screen.view.next.action === "submit" || screen.view.next.action === "correct";

  screen.save = async slot => {
    const typed = typedOf(slot === "form" ? screen.view : screen.view.materials.find(material => material.slot === slot), drafts[slot]);
    const path = slot === "form" ? "fields" : `materials/${slot}/fields`;
    keep(await call("PUT", `cases/${id}/${path}`, { body: { fields: typed }, etag: screen.etag }));
    delete drafts[slot];
  };

  const keep = ({ body, etag }) => { [screen.view, screen.etag] = [body, etag]; };

  const refresh = async () => {
    const { view } = screen;
    screen.timeline = (await call("GET", `cases/${id}/timeline`)).body;
    screen.filing = view.filing ? (await call("GET", `filings/${view.filing.number}`)).body : null;
    if (screen.editable()) {
      screen.matter ??= (await call("GET", `matters/${view.matter.code}?version=${view.matter.version}`)).body;
      screen.list = (await call("POST", `matters/${view.matter.code}/requirements?version=${view.matter.version}`, { body: { answers: view.answers } })).body;
    }
    await linkPictures(screen);
    if (!left.signal.aborted) draw();
  };

  const submit = () => phone.run(async () => {
    for (const slot of Object.keys(drafts)) await screen.save(slot);
    await askForMessages(phone);
    try {
      keep(await call("POST", `cases/${id}/submit`, { body: {}, etag: screen.etag }));
    } finally {
      await screen.load();
    }
  });

  const withdraw = async () => {
    const sure = await phone.ask("撤回", close => [
      h("p", {}, both("撤回后不再办理，可重新申请。", "The case ends; you may begin anew.")),
      h("button", { type: "button", onclick: () => close(true) }, both("确认撤回", "Withdraw")),
      h("button", { type: "button", class: "main", onclick: () => close(false) }, both("不撤回", "Keep it")),
    ]);
    if (sure) await screen.change("POST", "withdraw", {});
  };

  const draw = () => {
    const { view } = screen;
    const mayChange = screen.editable();
    const movedOn = drawn !== undefined && drawn !== view.state;
    drawn = view.state;
    phone.draw([
      h("section", { class: "card", id: "case", "data-state": view.state, "data-round": view.round },
        h("h2", {}, words(view.matter.name)),
        h("p", {}, view.number, " ", h("strong", { id: "state" }, words(view.stateText))),
        h("p", { id: "next" }, words(view.next.text))),
      view.feedback ? h("section", { class: `card ${view.feedback.result}`, id: "feedback" }, h("h3", {}, both("预审结果", "Answer")),
        h("p", { class: "lines" }, view.feedback.notice.zh), h("p", { class: "lines", lang: "en" }, h("small", {}, view.feedback.notice.en))) : null,
      afterwards(screen),
      mayChange ? questions(screen.matter.questions, screen.list.asked, view.answers, changed => screen.change("PUT", "answers", { answers: { ...view.answers, ...changed } })) : null,
      h("section", { class: "card", id: "form" }, h("h3", {}, both("填写申请表", "The form")), fields(screen, "form", view, mayChange)),
      materials(screen, mayChange),
      mayChange ? findings(screen) : null,
      mayChange ? h("button", { type: "button", class: "main", id: "submit", onclick: submit }, both("提交预审", "Submit")) : null,
      h("details", { class: "card", id: "timeline" }, h("summary", {}, both("办理进度", "What happened")),
        h("ol", {}, screen.timeline.map(entry => h("li", {}, h("time", {}, when(entry.at)), " ", words(entry.text))))),
      ["handedOver", "withdrawn", "lapsed", "redirected"].includes(view.state) ? null
        : h("button", { type: "button", onclick: withdraw }, both("撤回", "Withdraw")),
    ]);
    if (movedOn) phone.toTop();
  };

  return {
    leave() { left.abort(); },
    async open() {
      await screen.load();
      follow(id, left.signal, () => screen.load().catch(problem => { if (!left.signal.aborted) phone.tell(problem); }));
    },
  };
}

// Addresses of pictures end after minutes; each is fetched once a picture is there and kept while it holds.
async function linkPictures({ view, id, links }) {
  const ready = view.materials.flatMap(material => material.pages).filter(page => page.pictures.length > 0);
  await Promise.all(ready.map(async page => {
    if (links.has(page.id) && new Date(links.get(page.id).expiresAt) > new Date(Date.now() + 60_000)) return;
    links.set(page.id, (await call("GET", `cases/${id}/pages/${page.id}/links`)).body);
  }));
}

function findings(screen) {
  const { view } = screen;
  const open = view.findings ?? [];
  return h("section", { class: "card", id: "findings", "aria-live": "polite" }, h("h3", {}, both("检查结果", "What the check found")),
    open.length === 0 ? h("p", { class: "empty" }, both("没有问题，可以提交。", "Nothing: it can be submitted.")) : null,
    open.map(finding => {
      const said = view.explanations[finding.id];
      const explainable = finding.severity === "warning" && finding.result === "failed";
      return h("article", { class: `finding ${finding.severity}`, "data-finding": finding.id, "data-severity": finding.severity },
        h("p", {}, h("strong", {}, words(finding.message))),
        h("p", {}, words(finding.remedy)),
        h("details", { id: `why.${finding.id}` }, h("summary", {}, both("为什么", "Why")), h("p", {}, words(finding.explanation.sentence))),
        said ? h("p", { class: "said" }, both(`您的说明：${said}`, "your explanation")) : null,
        explainable ? sentence(screen, `say.${finding.id}`, ["说明情况", "Explain"], ["保存说明", "Save"],
          (text, taken) => screen.change("PUT", `findings/${finding.id}/explanation`, { text }, taken)) : null);
    }));
}
