import type { SandboxResult } from "@/lib/runtime/sandbox";

type Reply = Record<string, unknown>;

/** What the supervisor answered. The tool could have written parts of it, so nothing is taken on trust. */
export function pythonResult(reply: Reply, timeoutMs: number): SandboxResult {
  const entry = textOf(reply.entry) || undefined;
  const said = { stdout: textOf(reply.stdout), stderr: textOf(reply.stderr), entry };
  const failed = (errorType: string, message: string): SandboxResult => ({
    ...said,
    status: "error",
    errorType,
    message,
  });
  const { error, value } = reply as { error?: Reply; value?: Reply };
  if (error) {
    const result = failed(textOf(error.type) || "Exception", textOf(error.message));
    const hint = error.type === "ModuleNotFoundError" ? PACKAGES : "";
    return { ...result, stderr: said.stderr + textOf(reply.traceback) + hint };
  }
  if (value)
    return {
      ...said,
      status: "success",
      value: value.json ?? null,
      text: textOf(value.text),
      memory: textsOf(reply.memory),
    };
  switch (reply.failure) {
    case "timeout":
      return failed("TimeoutError", timedOut(timeoutMs));
    case "no_function":
      return {
        ...said,
        status: "error",
        errorType: "ValueError",
        message: "The source code defines no function",
        isWithoutFunction: true,
      };
    case "died":
      return failed("ToolDied", `The tool's process ended early: ${textOf(reply.message)}`);
    default:
      return failed("SandboxError", `The sandbox failed: ${textOf(reply.message)}`);
  }
}

const PACKAGES =
  "Tools import what the Python of this server has; TOOL_PYTHON names another one, with more packages.\n";

export const timedOut = (timeoutMs: number) =>
  `Tool execution timed out after ${(timeoutMs / 1000).toFixed(1)} seconds.`;

const textOf = (value: unknown) => (typeof value === "string" ? value : "");

const textsOf = (value: unknown): Record<string, string> =>
  Object.fromEntries(
    Object.entries(value && typeof value === "object" ? value : {}).filter(
      ([, text]) => typeof text === "string",
    ),
  );
