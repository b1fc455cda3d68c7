export type SandboxLanguage = "python" | "typescript";

/** One call of a function that a user wrote. */
export interface SandboxCall {
  language: SandboxLanguage;
  source: string;
  /** The function to call; without one, or where the source has none of this name, its last function. */
  entry: string | null;
  args: Record<string, unknown>;
  /** TypeScript functions are given their arguments by position, in this order. */
  argumentOrder: string[];
  /** The whole environment of the code beside a few harmless defaults; nothing of the server's own. Never logged. */
  env: Record<string, string>;
  agentId: string | null;
  /** What a Python function with a parameter `agent_state` is given. */
  agentState: Record<string, unknown> | null;
  /** Answers `call_tool(name, arguments)` in Python code, one call after the other; the time limit goes on. */
  callTool?: (name: string, args: Record<string, unknown>) => Promise<ToolAnswer>;
  signal: AbortSignal;
}

/** The error is raised in the code. */
export type ToolAnswer = { value: unknown } | { error: string };

interface Said {
  /** The function that was called, once it is known. */
  entry?: string;
  stdout: string;
  /** With the traceback of a failure. */
  stderr: string;
}

export type SandboxResult = Said &
  (
    | {
        status: "success";
        /** As JSON holds it. */
        value: unknown;
        /** The same in words: text as it is, an object as JSON, the rest as Python writes it. */
        text: string;
        /** Values of the agent's blocks that the code changed, by label. */
        memory: Record<string, string>;
      }
    | { status: "error"; errorType: string; message: string; isWithoutFunction?: boolean }
  );

/**
 * Runs code of users apart from the server. What goes wrong with the code, or with running any, is a result; a call
 * whose signal aborts is killed and rejects.
 */
export interface Sandbox {
  run(call: SandboxCall): Promise<SandboxResult>;
}

/** For servers and tests without one. */
export const noSandbox: Sandbox = {
  run: async () => ({
    status: "error",
    errorType: "SandboxUnavailable",
    message: "This server runs no custom tools.",
    stdout: "",
    stderr: "",
  }),
};
