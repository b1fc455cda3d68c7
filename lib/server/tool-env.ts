import { z } from "zod";
import type { SandboxSettings } from "@/lib/adapters/sandbox/settings";

/** How the code of custom tools is run. */
export const toolVariables = {
  TOOL_SANDBOX: z
    .enum(["auto", "process", "off"])
    .default("auto")
    .describe(
      "`auto`: Python tools run in bubblewrap or not at all, TypeScript tools in Deno. `process`: where bubblewrap does not work, Python tools run in plain processes, which can read and reach what the server can. `off`: no custom tool runs.",
    ),
  TOOL_NETWORK: z
    .enum(["none", "guarded"])
    .default("none")
    .describe(
      "`guarded` lets custom tools reach public addresses of the internet over HTTP and HTTPS; this machine and private networks stay closed. `none`: they reach nothing.",
    ),
  TOOL_TIMEOUT_S: z.coerce
    .number()
    .min(0.1)
    .max(86_400)
    .default(180)
    .describe("How long one call of a custom tool may take (seconds)."),
  TOOL_MEMORY_MB: z.coerce
    .number()
    .int()
    .min(64)
    .max(1_000_000)
    .default(1_024)
    .describe("Memory that one call of a custom tool may use (MiB)."),
  TOOL_PYTHON: z
    .string()
    .optional()
    .describe(
      "Path of the Python that runs Python tools, such as that of a virtual environment with the packages that they import. Default: the machine's.",
    ),
} as const;

type ToolVariables = z.output<z.ZodObject<typeof toolVariables>> & { DATA_DIR: string };

export const sandboxSettings = (env: ToolVariables): SandboxSettings => ({
  hidden: [process.cwd(), env.DATA_DIR],
  mode: env.TOOL_SANDBOX,
  network: env.TOOL_NETWORK,
  timeoutMs: env.TOOL_TIMEOUT_S * 1_000,
  memoryMb: env.TOOL_MEMORY_MB,
  python: env.TOOL_PYTHON,
});
