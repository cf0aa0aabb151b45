// Messages inside the mini-program: they come whether or not WeChat may send a card.
import { both, h, when, words } from "./dom.js";
import { call } from "./server.js";

export function noticesScreen(phone) {
  let items = [];
  let next = null;

  const read = notice => async event => {
    if (!event.target.open || notice.readAt) return;
    notice.readAt = new Date().toISOString();
    await call("PUT", `notices/${notice.id}/read`);
    event.target.classList.remove("unread");
  };

  const more = async () => {
    const { body } = await call("GET", `notices?limit=20${next ? `&after=${encodeURIComponent(next)}` : ""}`);
    items = [...items, ...body.items];
    next = body.next;
    phone.draw([
      h("h2", {}, both("消息", "Notices")),
      items.length === 0 ? h("p", { class: "empty" }, both("还没有消息。", "Nothing yet.")) : null,
      items.map(notice => h("details", { id: `notice.${notice.id}`, class: notice.readAt ? "card" : "card unread", "data-kind": notice.kind, ontoggle: read(notice) },
        h("summary", {}, words(notice.title), " ", h("time", {}, when(notice.createdAt))),
        h("p", { class: "lines" }, notice.text.zh), h("p", { class: "lines", lang: "en" }, h("small", {}, notice.text.en)),
        h("a", { href: `#case/${notice.caseId}` }, both("查看预审件", "Open the case")))),
      next ? h("button", { type: "button", onclick: () => phone.run(more) }, both("更多", "More")) : null,
    ]);
  };

  return { leave() {}, open: more };
}
