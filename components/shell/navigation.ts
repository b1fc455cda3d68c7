import { Activity, Bot, Boxes, type LucideIcon, Settings, Sparkles, Wrench } from "lucide-react";

export type Destination = { href: string; label: string; key: string; Icon: LucideIcon };

/** The pages of the rail. `key` follows G. */
export const destinations: Destination[] = [
  { href: "/agents", label: "Agents", key: "a", Icon: Bot },
  { href: "/runs", label: "Runs", key: "r", Icon: Activity },
  { href: "/blocks", label: "Blocks", key: "b", Icon: Boxes },
  { href: "/tools", label: "Tools", key: "t", Icon: Wrench },
  { href: "/models", label: "Models", key: "m", Icon: Sparkles },
  { href: "/settings", label: "Settings", key: "s", Icon: Settings },
];

export const isUnder = (path: string, href: string) => path === href || path.startsWith(`${href}/`);
