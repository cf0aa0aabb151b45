// wx.requestSubscribeMessage: WeChat's own dialog, which a person answers at the tap on "submit".
import { both, h } from "./dom.js";
import { call } from "./server.js";
import { decide, templateTitles } from "./wechat.js";

export async function askForMessages(phone) {
  const templates = (await call("GET", "subscriptions/templates")).body.slice(0, 5);
  if (templates.length === 0) return;
  const titles = await templateTitles();
  const chosen = Object.fromEntries(templates.map(template => [template.use, true]));
  const answered = await phone.ask("订阅消息", close => [
    h("h3", {}, both("申请向您发送以下消息", "May we send you these messages?")),
    templates.map(({ use, templateId }) => h("label", { class: "choice" }, h("input", {
      type: "checkbox", checked: true, onchange: event => { chosen[use] = event.target.checked; },
    }), titles[templateId] ?? use)),
    h("button", { type: "button", class: "main", onclick: () => close(true) }, both("允许", "Allow")),
    h("button", { type: "button", onclick: () => close(false) }, both("拒绝", "Refuse")),
  ]);
  const results = Object.fromEntries(templates.map(({ use }) => [use, answered && chosen[use] ? "accept" : "reject"]));
  await decide(Object.fromEntries(templates.map(({ use, templateId }) => [templateId, results[use]])));
  await call("POST", "me/subscriptions", { body: { results } });
}
