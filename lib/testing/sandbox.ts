import { createSandbox } from "@/lib/adapters/sandbox/sandbox";

/** Runs the code of tools on this machine, isolated where that is possible. Close it. */
export const realSandbox = () =>
  createSandbox({ mode: "process", network: "none", timeoutMs: 20_000, memoryMb: 512 });
