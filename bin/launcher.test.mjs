import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, test } from "vitest";

const bin = (name) => pathToFileURL(join(process.cwd(), "bin", name)).href;
let folder;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "mneme-launcher-"));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(file, text) {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), text);
}

const read = (file) => readFileSync(join(folder, file), "utf8");

/** An `npm` that notes how it was called and then does what `script` says. */
function fakeNpm(script) {
  write("path/npm", `#!/bin/sh\necho "$@" >> "${folder}/npm-calls"\n${script}\n`);
  chmodSync(join(folder, "path/npm"), 0o755);
}

const npmCalls = () => (existsSync(join(folder, "npm-calls")) ? read("npm-calls").trim().split("\n") : []);

/** Runs launcher code in a process of its own, with the fake npm. */
function launch(code, env = {}) {
  const PATH = `${join(folder, "path")}:${process.env.PATH}`;
  const options = {
    cwd: folder,
    env: { ...process.env, PATH, MNEME_CACHE_DIR: join(folder, "cache"), ...env },
  };
  return promisify(execFile)(process.execPath, ["--input-type=module", "-e", code], options);
}

describe("on an old Node", () => {
  const installRuntime = `
    while [ "$1" != --prefix ]; do shift; done
    for last; do :; done
    mkdir -p "$2/node_modules/\${last%@*}/bin" && ln -s "${process.execPath}" "$2/node_modules/\${last%@*}/bin/node"`;
  const ensure = `
    import { ensureRuntime } from "${bin("runtime.mjs")}";
    const words = ["-e", "console.log('ran', process.argv[1], process.env.PATH.split(':')[0])", "again"];
    if (!(await ensureRuntime(words, "20.19.0"))) console.log("stayed");`;

  test("the pinned runtime is installed once, and the command runs on it with its folder first in PATH", async () => {
    fakeNpm(installRuntime);
    for (const round of [1, 2]) {
      const { stdout } = await launch(ensure);
      expect(stdout, `round ${round}`).toMatch(
        /^ran again \S+\/cache\/node-[\d.]+\/node_modules\/\S+\/bin\n$/,
      );
    }
    expect(npmCalls()).toEqual([expect.stringMatching(/ node-[\w-]+@24\.\d+\.\d+$/)]);
  });

  test("an installation that fails says why and leaves nothing half-made", async () => {
    fakeNpm("echo no network >&2; exit 1");
    await expect(launch(ensure)).rejects.toThrow(/Node could not be installed[\s\S]*no network/);
    expect(readdirSync(join(folder, "cache"))).toEqual([]);
  });
});

test("a new enough Node is used as it is", async () => {
  const code = `import { ensureRuntime } from "${bin("runtime.mjs")}"; console.log(await ensureRuntime([], "22.12.0"));`;
  expect((await launch(code)).stdout).toBe("false\n");
});

describe("packages", () => {
  const lock = (packages) => JSON.stringify({ packages: { "": {}, ...packages } });
  const install = () =>
    launch(`import { ensurePackages } from "${bin("packages.mjs")}"; await ensurePackages("${folder}");`);

  test.each([
    ["are installed when there are none", undefined, 1],
    ["are left alone when they are what the lock file says", { "node_modules/a": { version: "1.0.0" } }, 0],
    ["are installed again when the lock file moved on", { "node_modules/a": { version: "0.9.0" } }, 1],
  ])("%s", async (_, installed, calls) => {
    fakeNpm("");
    const optional = { "node_modules/b": { version: "2.0.0", optional: true } };
    write("package-lock.json", lock({ "node_modules/a": { version: "1.0.0" }, ...optional }));
    if (installed) write("node_modules/.package-lock.json", lock(installed));
    await install();
    expect(npmCalls()).toEqual(Array(calls).fill("ci --include=dev --no-audit --no-fund"));
  });

  test("npm's own words are shown when it fails", async () => {
    fakeNpm("echo EINTEGRITY >&2; exit 3");
    write("package-lock.json", lock({ "node_modules/a": { version: "1.0.0" } }));
    await expect(install()).rejects.toThrow(/could not be installed[\s\S]*EINTEGRITY/);
  });
});

describe("the build", () => {
  const count = (file) =>
    `require("node:fs").appendFileSync("builds", "x"); require("node:fs").writeFileSync("${file}", "")`;
  const ensure = () =>
    launch(`import { ensureBuild } from "${bin("build.mjs")}"; await ensureBuild("${folder}");`);
  const builds = () => read("builds").length;

  beforeEach(() => {
    const next = `require("node:fs").mkdirSync(".next", { recursive: true }); ${count(".next/BUILD_ID")}`;
    write("node_modules/next/dist/bin/next", next);
    const esbuild = `exports.build = async ({ outfile }) => {
      require("node:fs").mkdirSync("dist", { recursive: true }); require("node:fs").writeFileSync(outfile, "");
    };`;
    write("node_modules/esbuild/lib/main.js", esbuild);
    write("node_modules/esbuild/package.json", "{}");
    write("node_modules/next/package.json", "{}");
    write("server.ts", "one");
    write("lib/deep/file.ts", "two");
    write("lib/deep/file.test.ts", "three");
  });

  test("is made when there is none, and again only when a source has other contents", async () => {
    await ensure();
    await ensure();
    expect(builds()).toBe(1);
    utimesSync(join(folder, "server.ts"), 1, 1);
    write("lib/deep/file.test.ts", "a test is no source");
    await ensure();
    expect(builds()).toBe(1);
    write("lib/deep/file.ts", "changed");
    await ensure();
    expect(builds()).toBe(2);
    write("lib/new.ts", "added");
    await ensure();
    expect(builds()).toBe(3);
  });

  test("that was interrupted is made again", async () => {
    await ensure();
    rmSync(join(folder, "dist/server.mjs"));
    await ensure();
    expect(builds()).toBe(2);
  });
});

describe("a command that runs", () => {
  const writeChild = (child) => {
    write("child.mjs", child);
    write(
      "outer.mjs",
      `import { run } from "${bin("run.mjs")}"; await run(process.execPath, ["${folder}/child.mjs"]);`,
    );
  };
  const start = (child) => {
    writeChild(child);
    return spawn(process.execPath, [join(folder, "outer.mjs")], { stdio: ["ignore", "pipe", 2] });
  };
  const output = (launcher) => {
    let text = "";
    launcher.stdout.setEncoding("utf8").on("data", (chunk) => {
      text += chunk;
    });
    return async (wanted) => {
      while (!text.includes(wanted)) await sleep(10);
      return text;
    };
  };
  const counting = `
    let signals = 0;
    process.on("SIGINT", () => { signals++; });
    process.on("SIGTERM", () => { console.log("signals", signals); process.exit(5); });
    setInterval(() => {}, 1000);
    console.log("ready");`;

  test("ends the launcher with its own exit code", async () => {
    const [code] = await once(start("process.exit(7)"), "close");
    expect(code).toBe(7);
  });

  // The terminal sends Ctrl-C to the whole group and npm sends it once more; the server takes a second one for impatience.
  test("gets a signal once, however often it arrives at the same moment", async () => {
    const launcher = start(counting);
    const until = output(launcher);
    await until("ready");
    for (let i = 0; i < 3; i++) launcher.kill("SIGINT");
    await sleep(200);
    launcher.kill("SIGTERM");
    const [code] = await once(launcher, "close");
    expect([await until("signals"), code]).toEqual(["ready\nsignals 1\n", 5]);
  });

  test("is ended when the npm that started it is killed", async () => {
    writeChild(counting);
    const outer = `
      const { spawn } = await import("node:child_process");
      spawn(process.execPath, ["${folder}/outer.mjs"], { stdio: ["ignore", 1, 2] });
      setInterval(() => {}, 1000);`;
    const npm = spawn(process.execPath, ["--input-type=module", "-e", outer], {
      stdio: ["ignore", "pipe", 2],
      env: { ...process.env, npm_lifecycle_event: "start" },
    });
    const until = output(npm);
    await until("ready");
    npm.kill("SIGKILL");
    expect(await until("signals")).toContain("signals 0");
  });
});
