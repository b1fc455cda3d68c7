import type { MnemeContextSection } from "@/lib/contract/mneme/context";
import { sectionsOf } from "@/lib/runtime/prompt/sections-of";
import { cutBlocks } from "./cut-blocks";

export interface Part {
  kind: MnemeContextSection["kind"];
  name: string;
  text: string;
}

/** Cuts a system message so that every character of it is in exactly one part, in the order of the message. */
export function systemParts(system: string): Part[] {
  const sections = sectionsOf(system);
  const known: [Part["kind"], string | null][] = [
    ["system_prompt", sections.system_prompt],
    ["memory_block", sections.core_memory],
    ["memory_filesystem", sections.memory_filesystem],
    ["tool_usage_rules", sections.tool_usage_rules],
    ["directories", sections.directories],
    ["memory_metadata", sections.external_memory_summary],
  ];
  const parts: Part[] = [];
  let position = 0;
  for (const [kind, text] of known) {
    const start = text ? system.indexOf(text, position) : -1;
    if (!text || start < 0) continue;
    const gap = addGap(parts, system.slice(position, start));
    if (kind === "memory_block") parts.push(...blockParts(gap, text));
    else parts.push({ kind, name: kind, text: gap + text });
    position = start + text.length;
  }
  const rest = addGap(parts, system.slice(position));
  const last = parts.at(-1);
  if (last) last.text += rest;
  return parts;
}

/** Prose between sections is the agent's own prompt again; skills come last; mere space is left to who comes next. */
function addGap(parts: Part[], gap: string): string {
  if (gap.trim() === "") return gap;
  const kind = gap.trimStart().startsWith("<available_skills>\n") ? "skills" : "system_prompt";
  parts.push({ kind, name: kind, text: gap });
  return "";
}

function blockParts(gap: string, memory: string): Part[] {
  const { frame, blocks } = cutBlocks(memory);
  return [
    { kind: "memory_frame", name: "memory_blocks", text: gap + frame },
    ...blocks.map(({ label, text }): Part => ({ kind: "memory_block", name: label, text })),
  ];
}
