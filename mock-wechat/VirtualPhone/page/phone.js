// The mini-program's frame: which screen is shown, what runs, what went wrong.
import { both, h, redraw, when } from "./dom.js";
import { caseScreen } from "./case.js";
import { casesScreen, matterScreen, mattersScreen } from "./matters.js";
import { consentSheet, meScreen } from "./me.js";
import { noticesScreen } from "./notices.js";
import { Problem, signIn, signedIn } from "./server.js";
import { owner, watchMessages } from "./wechat.js";

const screen = document.getElementById("screen");
const alerts = document.getElementById("alerts");
const sheet = document.getElementById("sheet");
const screens = { matters: mattersScreen, matter: matterScreen, cases: casesScreen, case: caseScreen, notices: noticesScreen, me: meScreen };
const tabs = [["matters", "办事", "Matters"], ["cases", "我的件", "My cases"], ["notices", "消息", "Notices"], ["me", "我的", "Me"]];
let shown = { leave() {} };
let running = 0;

/** What every screen gets: drawing, doing with errors told, asking, going elsewhere. */
const phone = {
  draw(content) { redraw(screen, content); },

  toTop() { screen.scrollTop = 0; },

  go(name, id = "") { location.hash = id ? `#${name}/${id}` : `#${name}`; },

  /** Runs what a tap started. A consent or level that is missing is asked for, then it runs again. */
  async run(work) {
    running++;
    screen.setAttribute("aria-busy", "true");
    alerts.replaceChildren();
    try {
      return await work();
    } catch (problem) {
      if (problem instanceof Problem && problem.code === "consent_needed" && await consentSheet(phone, problem.subjects)) return await phone.run(work);
      phone.tell(problem);
      if (problem.code === "identity_level_needed") phone.go("me");
      return undefined;
    } finally {
      // Cleared only when nothing is under way any more, after the last redraw.
      if (--running === 0) screen.removeAttribute("aria-busy");
    }
  },

  tell(problem) {
    const errors = (problem.errors ?? []).map(error => h("li", {}, error.message));
    alerts.replaceChildren(h("div", { class: "alert" },
      h("strong", {}, both(problem.title ?? "出错了", problem.titleEn ?? problem.message)),
      problem.remedy ? h("p", {}, both(problem.remedy, problem.remedyEn)) : null,
      errors.length ? h("ul", {}, errors) : null,
      h("button", { type: "button", onclick: () => alerts.replaceChildren() }, both("知道了", "Close"))));
  },

  /** A sheet over the screen; content gets a function that closes it with an answer. */
  ask(label, content) {
    return new Promise(resolve => {
      const close = answer => {
        sheet.hidden = true;
        sheet.replaceChildren();
        resolve(answer);
      };
      sheet.replaceChildren(h("div", { role: "dialog", "aria-modal": "true", "aria-label": label, class: "dialog" }, content(close)));
      sheet.hidden = false;
      sheet.querySelector("button, input")?.focus();
    });
  },
};

async function show() {
  shown.leave();
  shown = { leave() {} };
  alerts.replaceChildren();
  const [name, id] = location.hash.slice(1).split("/");
  const current = screens[name] ? name : "matters";
  document.getElementById("tabs").replaceChildren(...tabs.map(([tab, zh, en]) => h("a", {
    href: `#${tab}`, "aria-current": tab === current || tab === `${current}s` ? "page" : null,
  }, both(zh, en))));
  if (!signedIn()) {
    phone.draw(h("section", { class: "card" },
      h("p", {}, both("先拍照、先审核，少跑腿。请先登录。", "Photograph, have it checked, travel less. Sign in first.")),
      h("button", { type: "button", class: "main", onclick: () => phone.run(async () => { await signIn(); await show(); }) }, both("微信登录", "Sign in with WeChat"))));
    return;
  }

  phone.draw(h("p", { class: "empty" }, both("正在打开…", "Opening …")));
  const next = screens[current](phone, id);
  shown = next;
  await phone.run(() => next.open());
  phone.toTop();
}

window.addEventListener("hashchange", show);
owner().then(person => { document.getElementById("owner").textContent = person.nickname; });
show();
watchMessages(cards => redraw(document.getElementById("messages"), cards.length === 0
  ? h("p", { class: "empty" }, both("还没有消息。", "Nothing yet."))
  : cards.toReversed().map(card => h("article", { class: "card message", "data-template": card.templateId },
    h("h3", {}, card.title),
    card.text.split("\n").map(line => h("p", {}, line)),
    h("time", {}, when(card.at)),
    card.page ? h("p", {}, h("a", { href: caseOf(card.page) }, both("查看详情", "Open"))) : null))));

// A card names a page of the mini-program with the case as a parameter.
function caseOf(page) {
  const id = new URLSearchParams(page.split("?")[1] ?? "").get("id");
  return id ? `#case/${id}` : "#cases";
}

