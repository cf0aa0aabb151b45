// Signals of a case as they happen: the server's stream, taken up again where it was cut.
import { eventsOf } from "./server.js";

export async function follow(id, signal, changed) {
  let after = 0;
  while (!signal.aborted) {
    try {
      const answer = await eventsOf(id, after, signal);
      if (!answer.ok) throw new Error(`${answer.status}`);
      const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
      let text = "";
      for (;;) {
        const { done, value } = await reader.read();
        if (done) break;
        text += value;
        const whole = text.split("\n\n");
        text = whole.pop();
        const numbers = whole.flatMap(block => /^id: (\d+)$/m.exec(block)?.[1] ?? []).map(Number);
        if (numbers.length === 0) continue;
        after = Math.max(...numbers);
        await changed();
      }
    } catch {
      if (signal.aborted) return;
    }
    await new Promise(resolve => setTimeout(resolve, 1000));
    if (!signal.aborted) await changed(); // also renews a token that ended
  }
}
