// What follows a submission: the receipt; after passing the counter pass and the hand-over; then the formal filing.
import { both, h, when, words } from "./dom.js";
import { call, download } from "./server.js";

export function afterwards(screen) {
  const { view } = screen;
  return [
    view.state === "passed" ? passed(screen) : null,
    screen.filing ? filing(screen.filing) : null,
    view.round > 0 ? h("button", { type: "button", onclick: () => receipt(screen) }, both("回执", "Receipt")) : null,
    view.materials.some(material => material.pages.some(page => page.pictures.length > 0))
      ? h("button", { type: "button", onclick: () => screen.phone.run(() => download(`cases/${screen.id}/print`, `${view.number}.pdf`)) }, both("打印", "Print")) : null,
    ["passed", "handedOver"].includes(view.state) ? h("button", { type: "button", onclick: () => counterPass(screen) }, both("到窗凭证", "Counter pass")) : null,
  ];
}

function passed(screen) {
  const { office, bring, validUntil } = screen.view.passed;
  const modes = [["online", "网上移交", "Online"], ["post", "邮寄", "By post"], ["counter", "到窗口", "At the counter"]];
  return h("section", { class: "card passed", id: "passed" }, h("h3", {}, both("下一步", "What next")),
    h("p", {}, words(office.name), " ", words(office.address), " ", words(office.hours), ` ${office.phone}`),
    h("ul", {}, bring.map(thing => h("li", {}, words(thing)))),
    validUntil ? h("p", {}, both(`${validUntil}前有效`, `Valid until ${validUntil}`)) : null,
    modes.map(([mode, zh, en]) => h("button", { type: "button", onclick: () => screen.change("POST", "hand-over", { mode }) }, both(zh, en))));
}

function filing({ filing: row, steps, registration }) {
  return h("section", { class: "card", id: "filing", "data-status": row.status ?? "" }, h("h3", {}, both("正式办件", "Formal filing")),
    h("p", {}, row.number, " ", h("strong", {}, words(row.statusText))),
    registration ? h("p", {}, both(`商事登记 ${registration}`, "registration")) : null,
    h("ol", {}, steps.map(step => h("li", {}, h("time", {}, when(step.at)), " ", words(step.statusText)))));
}

async function receipt({ phone, id }) {
  const answer = await phone.run(() => call("GET", `cases/${id}/receipt`));
  if (!answer) return;
  const { body } = answer;
  await phone.ask("回执", close => [
    h("h3", {}, both("回执", "Receipt")), h("p", {}, body.number, " ", words(body.matterName)),
    body.rounds.map(round => h("section", { class: "receipt" },
      h("h4", {}, both(`第${round.round}次提交`, `Round ${round.round}`), " ", h("time", {}, when(round.submittedAt))),
      h("ul", {}, round.pages.map(page => h("li", {}, words(page.name), h("code", {}, page.sha256)))))),
    h("button", { type: "button", onclick: close }, both("关闭", "Close")),
  ]);
}

async function counterPass({ phone, id }) {
  const answer = await phone.run(() => call("GET", `cases/${id}/counter-pass`));
  if (!answer) return;
  const { body } = answer;
  await phone.ask("到窗凭证", close => [
    h("h3", {}, both("到窗凭证", "Counter pass")),
    h("img", { src: `data:image/png;base64,${body.qrPng}`, alt: "二维码 QR code", class: "qr" }),
    h("code", { id: "pass-code" }, body.code),
    h("p", {}, both(`请在${when(body.expiresAt)}前出示`, "show it at the counter before it ends")),
    h("button", { type: "button", onclick: close }, both("关闭", "Close")),
  ]);
}
