import { BookText, Copy, Keyboard, Plus } from "lucide-react";
import { destinations } from "@/components/shell/navigation";
import { setOverlay } from "@/components/shell/overlay";
import { setTheme } from "@/components/shell/theme";
import { themes } from "@/components/shell/themes";
import { copyText } from "@/components/ui/copy-button";
import { toast } from "@/components/ui/toast";
import type { Entry } from "./entries";

const starters = [
  { id: "companion", label: "New companion", hint: "an agent that remembers who you are" },
  { id: "researcher", label: "New researcher", hint: "an agent that keeps findings" },
  { id: "support", label: "New support agent", hint: "an agent that answers customers" },
  { id: "blank", label: "New blank agent", hint: "no memory blocks" },
];

/** Searched too, so that a page is found by what it is for. */
const summaries: Record<string, string> = {
  "/agents": "everyone who remembers",
  "/runs": "what they did, step by step",
  "/blocks": "memory, across agents",
  "/tools": "what agents can do",
  "/models": "what they think with",
  "/settings": "keys, data, theme",
};

export const pages = (): Entry[] => [
  ...destinations.map(({ href, label, Icon }) => ({
    id: `page:${href}`,
    group: "Pages" as const,
    label,
    hint: summaries[href],
    Icon,
    href,
  })),
  {
    id: "page:docs",
    group: "Pages",
    label: "API reference",
    hint: "every operation, to try out",
    Icon: BookText,
    href: "/docs",
  },
];

/** What can be done from anywhere, and with the agent that is open. */
export function actions(path: string): Entry[] {
  const agentId = /^\/agents\/(agent-[^/]+)/.exec(path)?.[1];
  return [
    ...starters.map(({ id, label, hint }) => ({
      id: `new:${id}`,
      group: "Actions" as const,
      label,
      hint,
      Icon: Plus,
      href: `/agents?new=${id}`,
    })),
    ...(agentId ? [copyId(agentId)] : []),
    ...themes.map(({ theme, label, Icon }) => ({
      id: `theme:${theme}`,
      group: "Actions" as const,
      label: `${label} theme`,
      hint: theme === "system" ? "as the machine has it" : undefined,
      Icon,
      run: () => setTheme(theme),
    })),
    {
      id: "shortcuts",
      group: "Actions",
      label: "Keyboard shortcuts",
      Icon: Keyboard,
      run: () => setOverlay("shortcuts"),
    },
  ];
}

const copyId = (agentId: string): Entry => ({
  id: "copy-id",
  group: "Actions",
  label: "Copy the id of this agent",
  hint: agentId,
  Icon: Copy,
  run: async () => {
    if (await copyText(agentId)) toast.done("Id copied", agentId);
  },
});
