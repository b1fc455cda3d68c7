"use client";
import { BookText, Keyboard, Search } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";
import { Tooltip } from "@/components/ui/tooltip";
import { Logo } from "./logo";
import { destinations, isUnder } from "./navigation";
import { setOverlay } from "./overlay";
import { ThemeMenu } from "./theme-menu";
import { isWorkspace } from "./workspace-path";

const iconProps = { "aria-hidden": true, className: "size-4.5 shrink-0", strokeWidth: 1.75 } as const;
const quietClass =
  "inline-flex size-9 items-center justify-center rounded-md text-ink-muted transition-colors hover:bg-hover hover:text-ink";

/** The one level of navigation: a column beside the page; on a phone a bar above it and tabs below. */
export function Rail() {
  const path = usePathname();
  return (
    <header
      className={cn(
        "flex shrink-0 items-center gap-1 border-b px-3 py-1.5 md:w-rail md:flex-col md:overflow-y-auto md:border-r md:border-b-0 md:px-0 md:py-3 md:[scrollbar-width:none]",
        isWorkspace(path) && "max-md:hidden",
      )}
    >
      <Link href="/agents" aria-label="Mneme, all agents" className="rounded-md p-1 text-accent-text md:mb-2">
        <Logo className="size-7" />
      </Link>
      <RailButton label="Find anything" keys="Control+K Meta+K" onClick={() => setOverlay("palette")}>
        <Search {...iconProps} />
      </RailButton>
      <nav aria-label="Main" className="mt-1 flex flex-col gap-1 max-md:hidden">
        <Destinations path={path} className="size-11.5 gap-0.5" />
      </nav>
      <div className="flex items-center gap-1 max-md:ml-auto md:mt-auto md:flex-col md:pt-2">
        <Tooltip label="API reference" side="right">
          <a href="/docs" aria-label="API reference" className={quietClass}>
            <BookText {...iconProps} />
          </a>
        </Tooltip>
        <RailButton
          label="Keyboard shortcuts"
          keys="?"
          className="max-md:hidden"
          onClick={() => setOverlay("shortcuts")}
        >
          <Keyboard {...iconProps} />
        </RailButton>
        <ThemeMenu />
      </div>
    </header>
  );
}

/** The same pages within reach of a thumb. */
export function TabBar() {
  const path = usePathname();
  if (isWorkspace(path)) return null;
  return (
    <nav
      aria-label="Main"
      className="grid shrink-0 grid-cols-6 border-t bg-paper pb-[env(safe-area-inset-bottom)] md:hidden"
    >
      <Destinations path={path} className="h-13 gap-0.5 rounded-none" />
    </nav>
  );
}

function Destinations({ path, className }: { path: string; className: string }) {
  return destinations.map(({ href, label, Icon }) => {
    const isHere = isUnder(path, href);
    return (
      <Link
        key={href}
        href={href}
        aria-current={isHere ? "page" : undefined}
        className={cn(
          "flex flex-col items-center justify-center rounded-md text-2xs text-ink-muted transition-colors hover:bg-hover hover:text-ink",
          isHere && "text-accent-text md:bg-hover md:text-ink",
          className,
        )}
      >
        <Icon {...iconProps} />
        {label}
      </Link>
    );
  });
}

type RailButtonProps = {
  label: string;
  /** As `aria-keyshortcuts` spells them. */
  keys: string;
  className?: string;
  onClick: () => void;
  children: ReactNode;
};

function RailButton({ label, keys, className, onClick, children }: RailButtonProps) {
  return (
    <Tooltip label={label} side="right">
      <button
        type="button"
        aria-label={label}
        aria-haspopup="dialog"
        aria-keyshortcuts={keys}
        onClick={onClick}
        className={cn(quietClass, className)}
      >
        {children}
      </button>
    </Tooltip>
  );
}
