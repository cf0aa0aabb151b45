import { h } from "./dom.js";

const list = document.getElementById("people");

async function show() {
  const people = await (await fetch("/_mock/users")).json();
  list.replaceChildren(...(people.length === 0
    ? [h("li", {}, "还没有人。 (Nobody yet.)")]
    : people.map(person => h("li", {}, h("a", { href: `/phone/${person.openid}` }, person.nickname), ` ${person.phoneNumber}`))));
}

document.getElementById("new").addEventListener("submit", async event => {
  event.preventDefault();
  const nickname = event.target.nickname.value.trim();
  const answer = await fetch("/_mock/users", { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ nickname }) });
  location.href = `/phone/${(await answer.json()).openid}`;
});

show();
