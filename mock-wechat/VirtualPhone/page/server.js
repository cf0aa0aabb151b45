// The mini-program's server: signed in, with a key for each intention, and its refusals as they are.
import { loginCode, openid } from "./wechat.js";

const base = `/phone/${openid}`;
const stored = `session.${openid}`;
let session = JSON.parse(sessionStorage.getItem(stored) ?? "null");

/** A refusal (RFC 9457): code, title, remedy, subjects, errors, findings. */
export class Problem extends Error {
  constructor(status, body) {
    super(body.title ?? `${status}`);
    Object.assign(this, body, { status });
  }
}

export const signedIn = () => session !== null;

export async function signIn() {
  keep(await send("POST", "auth/wechat", { body: { code: await loginCode() } }).then(answer => answer.body));
}

export async function signOut() {
  const refreshToken = session?.refreshToken;
  keep(null);
  if (refreshToken) await send("POST", "auth/logout", { body: { refreshToken } });
}

/** One call under /api/v1; gives body and etag. Signs in anew when the token has ended. */
export async function call(method, path, options = {}) {
  try {
    return await send(method, path, options);
  } catch (problem) {
    if (problem.status !== 401 || !session) throw problem;
    await renew();
    return send(method, path, options);
  }
}

/** Where a signed picture address is found from this page. */
export const picture = link => link && base + link;

/** A file, saved as the server names it. */
export async function download(path, name) {
  const answer = await fetch(`${base}/api/v1/${path}`, { headers: { authorization: `Bearer ${session?.accessToken}` } });
  if (!answer.ok) throw new Problem(answer.status, await answer.json());
  const link = document.createElement("a");
  link.href = URL.createObjectURL(await answer.blob());
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}

export const eventsOf = (id, after, signal) => fetch(`${base}/api/v1/cases/${id}/events?after=${after}`, {
  headers: { accept: "text/event-stream", authorization: `Bearer ${session?.accessToken}` }, signal,
});

async function renew() {
  try {
    keep((await send("POST", "auth/refresh", { body: { refreshToken: session.refreshToken } })).body);
  } catch {
    await signIn();
  }
}

function keep(next) {
  session = next;
  if (next) sessionStorage.setItem(stored, JSON.stringify(next));
  else sessionStorage.removeItem(stored);
}

async function send(method, path, { body, etag, form } = {}) {
  const headers = {};
  if (session) headers.authorization = `Bearer ${session.accessToken}`;
  if (method === "POST") headers["idempotency-key"] = crypto.randomUUID();
  if (etag) headers["if-match"] = etag;
  if (body !== undefined) headers["content-type"] = "application/json";
  const answer = await fetch(`${base}/api/v1/${path}`, { method, headers, body: form ?? (body === undefined ? undefined : JSON.stringify(body)) });
  const text = await answer.text();
  const json = text && (answer.headers.get("content-type") ?? "").includes("json") ? JSON.parse(text) : {};
  if (!answer.ok) throw new Problem(answer.status, json);
  return { body: json, etag: answer.headers.get("etag") };
}
