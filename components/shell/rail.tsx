"use client";
import { BookText, Bot } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { cn } from "@/components/ui/cn";
import { Logo } from "./logo";
import { ThemeMenu } from "./theme-menu";
import { isWorkspace } from "./workspace-path";

const itemClass =
  "flex h-9 items-center justify-center gap-2 rounded-md px-2.5 text-ink-muted transition-colors hover:bg-hover hover:text-ink md:size-11 md:flex-col md:gap-0.5 md:px-0";
const activeClass = "bg-hover text-ink";

/** The one level of navigation: a column beside the page, a bar above it on a phone. */
export function Rail() {
  const path = usePathname();
  const isAgents = path.startsWith("/agents");
  return (
    <nav
      aria-label="Main"
      className={cn(
        "flex shrink-0 items-center gap-1 border-b px-3 py-1.5 md:w-rail md:flex-col md:gap-1.5 md:border-r md:border-b-0 md:px-0 md:py-3",
        isWorkspace(path) && "max-md:hidden",
      )}
    >
      <Link
        href="/agents"
        aria-label="Mneme, all agents"
        className="mr-2 rounded-md p-1 text-accent-text md:mr-0 md:mb-3"
      >
        <Logo className="size-7" />
      </Link>
      <Link
        href="/agents"
        aria-current={isAgents ? "page" : undefined}
        className={cn(itemClass, isAgents && activeClass)}
      >
        <Bot className="size-4.5" strokeWidth={1.75} />
        <span className="text-2xs">Agents</span>
      </Link>
      <a href="/docs" className={itemClass}>
        <BookText className="size-4.5" strokeWidth={1.75} />
        <span className="text-2xs">API</span>
        <span className="sr-only"> reference</span>
      </a>
      <div className="ml-auto md:mt-auto md:ml-0">
        <ThemeMenu />
      </div>
    </nav>
  );
}
