import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ensurePackages } from "../../bin/packages.mjs";
import { SCRIPTED, withServer } from "../support/with-server";

const clients = resolve("e2e/clients");
/** What each calls its shell for a model of OpenAI's, and the name of the argument. */
const versions = {
  "letta-code 0.25.9": { client: "letta-code", shell: "ShellCommand", argument: "command" },
  "the newest letta-code": { client: "letta-code-newest", shell: "exec_command", argument: "cmd" },
};
const served = withServer();
const folders: string[] = [];

beforeAll(() => ensurePackages(clients), 300_000);
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

const newFolder = () => {
  const folder = mkdtempSync(join(tmpdir(), "mneme-letta-code-"));
  folders.push(folder);
  return folder;
};

interface Result {
  subtype: string;
  is_error: boolean;
  result: string;
  agent_id: string;
  conversation_id: string;
  usage: { step_count: number; total_tokens: number };
}

/** One headless run of the real program, in a home of its own unless it goes on in an old one. */
async function letta(client: string, prompt: string, words: string[], home = newFolder()) {
  const program = join(clients, "node_modules", client, "letta.js");
  const args = [program, "-p", prompt, "--output-format", "json", ...words];
  const child = spawn(process.execPath, args, {
    cwd: home,
    env: {
      ...process.env,
      HOME: home,
      LETTA_BASE_URL: process.env.E2E_CLIENT_URL ?? served.server.url,
      LETTA_API_KEY: "any",
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  let errors = "";
  child.stdout.setEncoding("utf8").on("data", (text) => (output += text));
  child.stderr.setEncoding("utf8").on("data", (text) => (errors += text));
  const code = await new Promise<number | null>((done) => child.once("exit", done));
  expect({ code, errors: code === 0 ? "" : errors }).toEqual({ code: 0, errors: "" });
  return { home, result: JSON.parse(output.slice(output.indexOf("{"))) as Result };
}

for (const [name, { client, shell, argument }] of Object.entries(versions)) {
  test(`${name} makes its agent, and goes on with it in a second run`, async () => {
    const { home, result } = await letta(client, "[[text Hello]]", ["--model", SCRIPTED]);
    expect(result).toMatchObject({ subtype: "success", is_error: false, result: "Hello" });
    const agent = await served.client.agents.retrieve(result.agent_id, { include: ["agent.tags"] });
    expect(agent.tags).toContain("origin:letta-code");
    const again = await letta(client, "[[text Again]]", ["--agent", result.agent_id], home);
    expect(again.result).toMatchObject({ result: "Again", agent_id: result.agent_id });
    const more = await letta(client, "[[text More]]", ["--conversation", result.conversation_id], home);
    expect(more.result).toMatchObject({ result: "More", conversation_id: result.conversation_id });
  });

  test(`${name} runs a tool of its own machine, and the agent reads what it gave`, async () => {
    const call = JSON.stringify({
      [argument]: "echo carried > proof.txt; echo done-here",
      description: "proof",
    });
    const { home, result } = await letta(client, `[[tool ${shell} ${call}]]`, [
      "--model",
      SCRIPTED,
      "--yolo",
    ]);
    expect(result.result).toContain("done-here");
    expect(result.usage.step_count).toBeGreaterThan(1);
    expect(readFileSync(join(home, "proof.txt"), "utf8")).toBe("carried\n");
  });
}
