// Shrinks the pictures that it is told of on standard input, a line of JSON each, and answers with the milliseconds each took.
import { createInterface } from "node:readline";
import sharp from "sharp";

sharp.concurrency(1);
sharp.cache(false);

for await (const line of createInterface({ input: process.stdin })) {
  const { input, output, side, quality } = JSON.parse(line);
  const begun = performance.now();
  await sharp(input, { failOn: "truncated" }).rotate().resize(side, side, { fit: "inside", withoutEnlargement: true }).jpeg({ quality }).toFile(output);
  console.log(performance.now() - begun);
}
