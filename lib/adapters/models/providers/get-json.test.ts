import { expect, test } from "vitest";
import { aWebServer } from "@/lib/testing/web";
import { getJson } from "./get-json";

const context = { providerName: "tea", modelName: "" } as never;

// A listing is fetched in the background from whatever a user connected; its size is that server's choice.
test("an answer that does not end is given up before it fills the memory", async () => {
  const before = process.memoryUsage.rss();
  const url = await aWebServer((_, response) => {
    response.on("error", () => {});
    const more = () => {
      while (!response.destroyed && response.write(" ".repeat(1_000_000)));
      if (!response.destroyed) response.once("drain", more);
    };
    more();
  });
  await expect(getJson(url, {}, context)).rejects.toMatchObject({
    kind: "invalid_response",
    message: expect.stringContaining("too large"),
  });
  expect(process.memoryUsage.rss() - before).toBeLessThan(300_000_000);
});
