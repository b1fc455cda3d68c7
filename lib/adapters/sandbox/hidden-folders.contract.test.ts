import { readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { aCall, aSandbox, valueIn, whyNoBubblewrap } from "./testing/calls";

test.skipIf(whyNoBubblewrap())(
  "tools do not see the server's own folders, also where they lie among the system's",
  async () => {
    const folders = readdirSync("/usr/share", { withFileTypes: true }).filter((found) => found.isDirectory());
    const hidden = folders
      .map(({ name }) => `/usr/share/${name}`)
      .filter((path) => readdirSync(path).length > 0)
      .slice(0, 2);
    const open = aSandbox();
    const careful = aSandbox({ hidden: [...hidden, "/usr/not/there", "/usr"] });
    const look = `
import os
def f(paths: list):
    try:
        open(paths[0] + "/x", "w")
    except OSError as error:
        return [[os.listdir(path) for path in paths], error.errno]`;
    expect(valueIn(await open.run(aCall(look, { args: { paths: hidden } })))[0]).not.toContainEqual([]);
    expect(valueIn(await careful.run(aCall(look, { args: { paths: hidden } })))).toEqual([[[], []], 30]);
    const typescript = aCall("export function f() { return 1 }", { language: "typescript" });
    expect(valueIn(await careful.run(typescript))).toBe(1);
    await Promise.all([open.close(), careful.close()]);
  },
);
