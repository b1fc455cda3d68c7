import type { z } from "zod";
import { variables } from "./env";

const head = `# Configuration

Everything is set by environment variables; they may also stand in a file \`.env\` beside \`package.json\`. All are optional:
without any, the server runs on \`http://127.0.0.1:8283\` with an embedded database and the demo model. An empty variable
counts as not set. A value that cannot be used stops the start with a message that names it.

This page is written by \`npx tsx scripts/write-configuration-docs.ts\` from \`lib/server/env.ts\`.
`;

/** The page on all environment variables. */
export function configurationDocs(): string {
  const sections = Object.entries(variables).map(([title, group]) => {
    const rows = Object.entries(group).map(([name, schema]) => rowOf(name, schema));
    return [`## ${title}`, "", "| Variable | Default | Meaning |", "|---|---|---|", ...rows, ""].join("\n");
  });
  return [head, ...sections].join("\n");
}

function rowOf(name: string, schema: z.ZodType): string {
  const meaning = (schema.meta()?.description ?? "").replaceAll("|", "\\|");
  return `| \`${name}\` | ${defaultOf(schema)} | ${meaning} |`;
}

/** What an absent variable means; a default that depends on the machine is in its description. */
function defaultOf(schema: z.ZodType): string {
  const parsed = schema.safeParse(undefined);
  const value = parsed.success ? parsed.data : undefined;
  if (value === undefined || (Array.isArray(value) && value.length === 0)) return "";
  return isOfMachine(value) ? "" : `\`${String(value)}\``;
}

const isOfMachine = (value: unknown) => typeof value === "string" && value.startsWith("/");
