import { readdirSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, describe, expect, test } from "vitest";
import { aCall, aSandbox, valueIn, whyNoBubblewrap } from "./testing/calls";

const problem = whyNoBubblewrap();
if (problem) console.log(`skipped: bubblewrap cannot make sandboxes on this machine (${problem})`);

const sandbox = aSandbox();
const run = (source: string, more = {}) => sandbox.run(aCall(source, more));
afterAll(() => sandbox.close());

describe.skipIf(problem)("a Python tool in bubblewrap", () => {
  test("ends when its time is over, also in an endless loop, and keeps what it printed", async () => {
    const hasty = aSandbox({ timeoutMs: 1_000 });
    const started = performance.now();
    const result = await hasty.run(aCall("def f():\n  print('before')\n  while True: pass"));
    expect(performance.now() - started).toBeLessThan(9_000);
    expect(result).toMatchObject({
      status: "error",
      errorType: "TimeoutError",
      message: "Tool execution timed out after 1.0 seconds.",
      stdout: "before\n",
    });
    expect(valueIn(await hasty.run(aCall("def f(): return 1")))).toBe(1);
    await hasty.close();
  });

  test("cannot fill the machine with processes, and leaves none behind", async () => {
    const bomb = `
import os, time
def f():
    made = 0
    try:
        while True:
            if os.fork() == 0:
                time.sleep(60)
            made += 1
    except OSError:
        return made`;
    expect(valueIn(await run(bomb))).toBeLessThan(100);
    expect(valueIn(await run("def f(): return 'fine'"))).toBe("fine");
    await expect.poll(() => ourProcesses().length, { timeout: 10_000 }).toBeLessThanOrEqual(3);
  });

  test("gets a MemoryError instead of the machine's memory", async () => {
    const result = await run("def f():\n  return len('x' * (2 << 30))");
    expect(result).toMatchObject({ status: "error", errorType: "MemoryError" });
  });

  test("may print and return as much as it likes; what is kept is bounded", async () => {
    const result = await run("def f():\n  print('x' * 5_000_000)\n  return 'y' * 3_000_000");
    expect(result.stdout.length).toBeLessThan(101_000);
    expect(result.stdout).toMatch(/\.\.\. \[5000001 bytes in all\]$/);
    expect(valueIn(result)).toHaveLength(
      1_000_000 +
        "... [NOTE: function output was truncated since it exceeded the character limit (3000000 > 1000000)]"
          .length,
    );
  });

  test("sees neither the server's files nor a way to write the system's", async () => {
    const look = `
import os
def f(paths: list):
    seen = [path for path in paths if os.path.exists(path)]
    written = []
    for place in ("/", "/usr", "/etc", "/dev", "/run", "/run/mneme", "/proc/sys/kernel"):
        try:
            open(place + "/made", "w").close()
            written.append(place)
        except OSError:
            pass
    return [seen, written]`;
    const paths = [
      process.cwd(),
      process.env.HOME,
      "/etc/passwd",
      "/etc/hostname",
      "/var",
      "/run/mneme/calls.sock",
    ];
    expect(valueIn(await run(look, { args: { paths } }))).toEqual([[], []]);
  });

  test("has a temporary folder that no other call sees", async () => {
    const write =
      "import os\ndef f():\n  open('/tmp/a', 'w').write('x')\n  open('/dev/shm/a', 'w').write('x')";
    valueIn(await run(write));
    expect(
      valueIn(await run("import os\ndef f(): return os.listdir('/tmp') + os.listdir('/dev/shm')")),
    ).toEqual([]);
  });

  test("reaches no network: not the internet's, not the machine's own", async () => {
    const server = createServer((_, response) => response.end("reached")).listen(0, "127.0.0.1");
    await new Promise((resolve) => server.once("listening", resolve));
    const { port } = server.address() as AddressInfo;
    const dial = `
import socket
def f(port: int):
    problems = []
    for target in (("127.0.0.1", port), ("169.254.169.254", 80), ("1.1.1.1", 443)):
        try:
            socket.create_connection(target, 2)
        except OSError as error:
            problems.append(type(error).__name__)
    try:
        socket.getaddrinfo("example.com", 80)
    except OSError as error:
        problems.append(type(error).__name__)
    return problems`;
    expect(valueIn(await run(dial, { args: { port } }))).toHaveLength(4);
    server.close();
  });

  test("finds the variables it was given in its environment, and nothing of the server's", async () => {
    process.env.MNEME_TEST_SECRET = "of the server";
    const look = `
import glob, os
def f():
    everywhere = b"".join(open(path, "rb").read() for path in glob.glob("/proc/[0-9]*/environ"))
    return [sorted(os.environ), "of the server" in str(everywhere)]`;
    const [names, isLeaked] = valueIn(await run(look, { env: { GIVEN: "x" } }));
    delete process.env.MNEME_TEST_SECRET;
    const own = ["HOME", "LANG", "NO_COLOR", "PATH", "PYTHONUNBUFFERED", "PYTHONWARNINGS", "TERM", "TMPDIR"];
    expect(names).toEqual(["GIVEN", ...own]);
    expect(isLeaked).toBe(false);
  });

  // All calls descend from one process, whose memory they inherit.
  test("cannot find another call's secrets in its memory", async () => {
    const scan = `
import re
def f():
    found = set()
    for line in open("/proc/self/maps"):
        span, access = line.split()[:2]
        if "r" not in access or "[v" in line:
            continue
        start, end = (int(part, 16) for part in span.split("-"))
        with open("/proc/self/mem", "rb", 0) as memory:
            try:
                memory.seek(start)
                found |= set(re.findall(rb"MARK-[0-9a-f]{16}", memory.read(end - start)))
            except (OSError, ValueError, OverflowError):
                pass
    return [mark.decode() for mark in found]`;
    const mark = (digit: string) => ({ SECRET: `MARK-${digit.repeat(16)}` });
    const sleeping = run("import time\ndef f(): time.sleep(2)", { env: mark("a") });
    await run("def f(): return 1", { env: mark("b") });
    expect(valueIn(await run(scan, { env: mark("c") }))).toEqual([`MARK-${"c".repeat(16)}`]);
    await sleeping;
  });

  test("has no power over its walls", async () => {
    const pry = `
import ctypes, os, signal
def f():
    libc = ctypes.CDLL(None)
    status = dict(line.split(":\\t") for line in open("/proc/self/status").read().splitlines())
    codes = [libc.unshare(0x10000000), libc.mount(b"none", b"/tmp", b"tmpfs", 0, None), libc.umount(b"/run/mneme")]
    try:
        os.kill(os.getppid(), signal.SIGKILL)
    except OSError:
        pass
    pids = [name for name in os.listdir("/proc") if name.isdigit()]
    return [status["CapEff"], status["CapBnd"], codes, pids]`;
    const none = "0".repeat(16);
    expect(valueIn(await run(pry))).toEqual([none, none, [-1, -1, -1], ["1"]]);
    expect(valueIn(await run("def f(): return 'fine'"))).toBe("fine");
  });

  test("is killed when the call is cancelled", async () => {
    const stop = new AbortController();
    const reason = new Error("cancelled");
    const call = run("import time\ndef f(): time.sleep(60)", { signal: stop.signal });
    setTimeout(() => stop.abort(reason), 300);
    await expect(call).rejects.toBe(reason);
    await expect.poll(() => ourProcesses().length, { timeout: 10_000 }).toBeLessThanOrEqual(3);
  });

  test("does not wait for what it left running, which ends with it", async () => {
    const started = performance.now();
    const leave = "import subprocess\ndef f():\n  subprocess.Popen(['sleep', '60'])\n  return 'left'";
    expect(valueIn(await run(leave))).toBe("left");
    expect(performance.now() - started).toBeLessThan(8_000);
    await expect.poll(() => ourProcesses().length, { timeout: 10_000 }).toBeLessThanOrEqual(3);
  });

  test("tells how it died when it did not end by itself", async () => {
    const results = await Promise.all([
      run("import ctypes\ndef f(): ctypes.string_at(0)"),
      run("import os\ndef f(): os._exit(3)"),
    ]);
    expect(results).toMatchObject([
      { errorType: "ToolDied", message: "The tool's process ended early: it was ended by signal 11" },
      { errorType: "ToolDied", message: "The tool's process ended early: it ended itself with exit code 3" },
    ]);
  });

  test("runs beside others", async () => {
    const meet =
      "import time\ndef f():\n  start = time.time()\n  time.sleep(1)\n  return [start, time.time()]";
    const times: [number, number][] = (await Promise.all([1, 2, 3].map(() => run(meet)))).map(valueIn);
    expect(Math.max(...times.map(([start]) => start))).toBeLessThan(Math.min(...times.map(([, end]) => end)));
  });

  test("is an error when its host dies, and the next call has another host", async () => {
    const call = run("import time\ndef f(): time.sleep(60)");
    await expect.poll(() => ourProcesses().length, { timeout: 10_000 }).toBeGreaterThan(3);
    for (const pid of hosts()) process.kill(pid, "SIGKILL");
    expect(await call).toMatchObject({ status: "error", errorType: "SandboxError" });
    expect(valueIn(await run("def f(): return 'again'"))).toBe("again");
  });
});

interface Process {
  pid: number;
  parent: number;
  command: string;
}

function processes(): Process[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const parent = Number(/^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${name}/status`, "utf8"))?.[1]);
        return [{ pid: Number(name), parent, command: readFileSync(`/proc/${name}/cmdline`, "utf8") }];
      } catch {
        return [];
      }
    });
}

/** What this test process started, at any depth: while idle the two of bubblewrap and the Python that waits. */
function ourProcesses(): Process[] {
  const all = processes();
  const below = (pid: number): Process[] =>
    all.filter(({ parent }) => parent === pid).flatMap((child) => [child, ...below(child.pid)]);
  return below(process.pid).filter(({ command }) => /supervisor\.py|sleep/.test(command));
}

const hosts = () => ourProcesses().flatMap(({ pid, parent }) => (parent === process.pid ? [pid] : []));
