// Who the person is to the office: consents, phone number, real name, messages, and leaving.
import { both, h, words } from "./dom.js";
import { call, download, signOut } from "./server.js";
import { phoneCode } from "./wechat.js";

const levels = { weChat: ["微信登录", "WeChat only"], phone: ["手机号已验证", "phone number proven"], realName: ["已实名", "real name proven"] };

/** Shows the texts of these kinds one after the other; true when all were agreed to. */
export async function consentSheet(phone, kinds) {
  const texts = (await call("GET", "consents")).body.filter(text => kinds.includes(text.kind));
  for (const text of texts) {
    const given = await phone.ask(text.title.zh, close => [
      h("h3", {}, words(text.title)), h("p", {}, text.text.zh), h("p", { lang: "en" }, h("small", {}, text.text.en)),
      h("button", { type: "button", class: "main", onclick: () => close(true) }, both("同意", "Agree")),
      h("button", { type: "button", onclick: () => close(false) }, both("不同意", "Not now")),
    ]);
    if (!given) return false;
    await call("PUT", "me/consents", { body: { kind: text.kind, version: text.version, given: true } });
  }

  return texts.length > 0;
}

export function meScreen(phone) {
  let me;
  let texts;
  const typed = { name: "", idNumber: "" };

  const load = async () => {
    me = (await call("GET", "me")).body;
    texts = (await call("GET", "consents")).body;
    draw();
  };

  const after = work => phone.run(async () => {
    await work();
    await load();
  });

  const bindPhone = async () => call("PUT", "me/phone", { body: { code: await phoneCode() } });

  const proveName = async () => {
    await call("PUT", "me/identity", { body: typed });
    await call("POST", "me/identity/verification", { body: {} });
  };

  const erase = async () => {
    const sure = await phone.ask("删除资料", close => [
      h("p", {}, both("删除后不能恢复。未办结的件要先撤回。", "This can't be undone. Open cases have to be withdrawn first.")),
      h("button", { type: "button", onclick: () => close(true) }, both("确认删除", "Erase everything")),
      h("button", { type: "button", class: "main", onclick: () => close(false) }, both("不删除", "Keep")),
    ]);
    if (!sure) return;
    await call("DELETE", "me");
    await signOut();
    location.hash = "";
    location.reload();
  };

  const draw = () => phone.draw([
    h("h2", {}, both("我的", "Me")),
    h("section", { class: "card" }, h("h3", {}, both("认证等级", "Identity level")),
      h("p", { id: "level", "data-level": me.level }, both(...levels[me.level])),
      h("p", {}, [me.name, me.phone, me.idNumber].filter(Boolean).join(" · ")),
      me.phone ? null : h("button", { type: "button", class: "main", onclick: () => after(bindPhone) }, both("授权手机号", "Give my phone number")),
      me.level === "realName" ? null : h("form", { onsubmit: event => { event.preventDefault(); after(proveName); } },
        field("name", "姓名", "Name", typed), field("idNumber", "身份证号", "ID number", typed),
        h("button", {}, both("实名认证", "Prove my name")))),
    h("section", { class: "card" }, h("h3", {}, both("同意记录", "Consents")),
      texts.map(text => consent(text, me.consents.find(answer => answer.kind === text.kind && answer.version === text.version)))),
    h("section", { class: "card" }, h("h3", {}, both("还可接收的微信消息", "Messages still accepted")),
      me.subscriptions.length === 0 ? h("p", { class: "empty" }, both("没有", "None")) : me.subscriptions.map(left => h("p", {}, `${left.use}: ${left.longTerm ? "∞" : left.left}`))),
    h("section", { class: "card" },
      h("button", { type: "button", onclick: () => phone.run(() => download("me/export", "preexam-me.json")) }, both("导出我的资料", "Export my data")),
      h("button", { type: "button", onclick: () => phone.run(erase) }, both("删除我的资料", "Erase my data")),
      h("button", { type: "button", onclick: () => phone.run(async () => { await signOut(); location.reload(); }) }, both("退出登录", "Sign out"))),
  ]);

  const consent = (text, answer) => h("details", { id: `consent.${text.kind}` },
    h("summary", {}, words(text.title), " ", answer?.given ? both("（已同意）", "(agreed)") : both("（未同意）", "(not agreed)")),
    h("p", {}, text.text.zh), h("p", { lang: "en" }, h("small", {}, text.text.en)),
    h("button", {
      type: "button",
      onclick: () => after(() => call("PUT", "me/consents", { body: { kind: text.kind, version: text.version, given: !answer?.given } })),
    }, answer?.given ? both("撤回同意", "Take back") : both("同意", "Agree")));

  return { leave() {}, open: load };
}

function field(name, zh, en, typed) {
  return [h("label", { for: `me.${name}` }, both(zh, en)), h("input", {
    id: `me.${name}`, value: typed[name], autocomplete: "off", required: true, oninput: event => { typed[name] = event.target.value; },
  })];
}
