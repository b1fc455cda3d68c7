import { expect, test } from "vitest";
import { limiter } from "./limiter";

test("no more runs at once than allowed, in the order of coming, and a failure frees its place", async () => {
  const limit = limiter(2);
  const began: number[] = [];
  const gates = [0, 1, 2, 3].map(() => Promise.withResolvers<number>());
  const work = gates.map(({ promise }, i) =>
    limit(() => {
      began.push(i);
      return promise;
    }),
  );
  await Promise.resolve();
  expect(began).toEqual([0, 1]);
  gates[1].reject(new Error("failed"));
  await expect(work[1]).rejects.toThrow("failed");
  expect(began).toEqual([0, 1, 2]);
  for (const [i, gate] of gates.entries()) gate.resolve(i);
  expect(await Promise.all([work[0], work[2], work[3]])).toEqual([0, 2, 3]);
});
