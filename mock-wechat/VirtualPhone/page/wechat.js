// What WeChat itself does for a page: codes, the subscription dialog, messages.

export const openid = decodeURIComponent(location.pathname.split("/")[2]);

async function ask(method, path, body) {
  const answer = await fetch(path, { method, headers: body ? { "content-type": "application/json" } : {}, body: body && JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return answer.json();
}

const mine = `/_mock/users/${openid}`;

export const owner = () => ask("GET", mine);

/** wx.login */
export const loginCode = async () => (await ask("POST", `${mine}/login-code`, {})).code;

/** The code of a getPhoneNumber button. */
export const phoneCode = async () => (await ask("POST", `${mine}/phone-code`, {})).code;

/** Titles of templates, by id. */
export const templateTitles = async () => Object.fromEntries((await ask("GET", `${mine}/grants`)).map(grant => [grant.templateId, grant.title]));

/** The person's answers to the dialog of wx.requestSubscribeMessage, by template id. */
export const decide = decisions => ask("POST", `${mine}/grants?wait=true`, decisions);

/** Calls back with every card whenever one came. */
export async function watchMessages(show) {
  let last = null;
  for (;;) {
    try {
      const cards = await ask("GET", `/_mock/messages?openid=${openid}`);
      const newest = cards.map(card => card.id).join();
      if (newest !== last) show(cards);
      last = newest;
    } catch {
      // The stand-in is restarting; the next look tells.
    }
    await new Promise(resolve => setTimeout(resolve, 700));
  }
}
