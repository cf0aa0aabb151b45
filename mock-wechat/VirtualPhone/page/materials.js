// The papers of a case: pages with what the machine found on them, taken, retaken and removed.
import { both, h, words } from "./dom.js";
import { fields, sentence } from "./fields.js";
import { call, picture } from "./server.js";

const pageStates = {
  received: ["正在处理…", "being looked at …"], ready: ["已处理", "ready"],
  unreadable: ["无法读取", "can't be read"], quarantined: ["无法处理", "can't be handled"],
};
const outcomes = {
  accepted: ["通过", "accepted"], rejected: ["不通过", "rejected"], notNeeded: ["不需要", "not needed"], deferred: ["可后补", "may follow"],
};

export function materials(screen, mayChange) {
  const asked = screen.view.materials.filter(material => material.slot !== "form" && (material.required !== false || material.pages.length > 0));
  return h("section", { id: "materials" }, h("h3", {}, both("材料", "Papers")), asked.map(material => one(screen, material, mayChange)));
}

function one(screen, material, mayChange) {
  const { slot, pages } = material;
  const full = pages.length >= material.maxPages;
  return h("article", { class: "card material", "data-slot": slot },
    h("h4", {}, words(material.name), " ", material.required ? null : both("（可不交）", "(optional)")),
    h("p", { class: "quiet" }, words(material.why)),
    material.verdict ? verdict(material.verdict) : null,
    h("ul", { class: "pages plain" }, pages.map(page => h("li", { "data-page": page.id, "data-page-state": page.state },
      page.pictures.length > 0 && screen.links.has(page.id)
        ? h("a", { href: picture(screen.links.get(page.id).page ?? ""), target: "_blank", rel: "noreferrer" },
          h("img", { src: picture(screen.links.get(page.id).thumb), alt: `${material.name.zh} ${pages.indexOf(page) + 1}` }))
        : null,
      h("p", {}, both(...(pageStates[page.state] ?? [page.state, page.state]))),
      page.findings.map(finding => h("div", { class: `finding ${finding.severity}`, "data-code": finding.code },
        h("p", {}, h("strong", {}, words(finding.message))), h("p", {}, words(finding.remedy)))),
      mayChange ? [
        camera(screen, material, ["重拍这一页", "Retake"], page),
        h("button", { type: "button", onclick: () => remove(screen, material, page) }, both("删除", "Remove")),
      ] : null))),
    mayChange && !full && !material.unavailable ? camera(screen, material, ["拍照上传", "Photograph"]) : null,
    fields(screen, slot, material, mayChange),
    mayChange && pages.length === 0 ? unavailable(screen, material) : material.unavailable ? h("p", { class: "said" }, both(`无法提供：${material.unavailable}`, "can't be provided")) : null);
}

function verdict(told) {
  return h("div", { class: `verdict ${told.outcome}` }, h("strong", {}, both(...outcomes[told.outcome])),
    told.deferredUntil ? ` ${told.deferredUntil}` : "",
    told.reasons.map(reason => h("p", {}, reason.text, " ", reason.fix)),
    told.ownWords ? h("p", {}, told.ownWords) : null);
}

function camera(screen, material, [zh, en], replaced) {
  const file = h("input", { type: "file", accept: "image/*,application/pdf", hidden: true, tabindex: -1, onchange: event => {
    const [chosen] = event.target.files;
    if (chosen) screen.phone.run(() => send(screen, material, chosen, replaced));
  } });
  return [file, h("button", { type: "button", onclick: () => file.click() }, both(zh, en))];
}

async function send(screen, material, file, replaced) {
  const path = `cases/${screen.id}/materials/${material.slot}/pages`;
  const bytes = await file.arrayBuffer();
  const hash = [...new Uint8Array(await crypto.subtle.digest("SHA-256", bytes))].map(byte => byte.toString(16).padStart(2, "0")).join("");
  const form = new FormData();
  form.append("sha256", hash);
  form.append("file", new Blob([bytes], { type: file.type }), file.name);
  // The old picture goes first only where both don't fit.
  const first = replaced && material.pages.length >= material.maxPages;
  try {
    if (first) await drop(screen, path, replaced);
    const { body } = await call("POST", path, { form });
    if (body.sha256 !== hash) throw new Error("The server has other bytes than were sent.");
    if (replaced && !first) await drop(screen, path, replaced);
  } finally {
    await screen.load();
  }
}

const remove = (screen, material, page) => screen.phone.run(async () => {
  await drop(screen, `cases/${screen.id}/materials/${material.slot}/pages`, page);
  await screen.load();
});

async function drop(screen, path, page) {
  const { etag } = await call("GET", `cases/${screen.id}`);
  await call("DELETE", `${path}/${page.id}`, { etag });
}

function unavailable(screen, { slot, unavailable: reason }) {
  if (reason) {
    return h("p", { class: "said" }, both(`无法提供：${reason}`, "can't be provided"), " ",
      h("button", { type: "button", onclick: () => screen.change("PUT", `materials/${slot}/unavailable`, { reason: null }) }, both("撤销", "Take back")));
  }

  return h("details", { id: `unavailable.${slot}` }, h("summary", {}, both("我无法提供", "I can't provide this")),
    sentence(screen, `reason.${slot}`, ["原因", "Because"], ["告诉工作人员", "Tell the caseworker"],
      (reason, taken) => screen.change("PUT", `materials/${slot}/unavailable`, { reason }, taken)));
}
