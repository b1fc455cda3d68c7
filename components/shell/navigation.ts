import { Activity, Bot, Boxes, type LucideIcon, Settings, Sparkles, Wrench } from "lucide-react";

export type Destination = { href: string; label: string; summary: string; key: string; Icon: LucideIcon };

/** The pages of the rail. `key` follows G. */
export const destinations: Destination[] = [
  { href: "/agents", label: "Agents", summary: "Everyone who remembers", key: "a", Icon: Bot },
  { href: "/runs", label: "Runs", summary: "What they did, step by step", key: "r", Icon: Activity },
  { href: "/blocks", label: "Blocks", summary: "Memory, across agents", key: "b", Icon: Boxes },
  { href: "/tools", label: "Tools", summary: "What agents can do", key: "t", Icon: Wrench },
  { href: "/models", label: "Models", summary: "What they think with", key: "m", Icon: Sparkles },
  { href: "/settings", label: "Settings", summary: "Keys, data, theme", key: "s", Icon: Settings },
];

export const isUnder = (path: string, href: string) => path === href || path.startsWith(`${href}/`);
