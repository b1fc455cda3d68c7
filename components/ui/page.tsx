import { ChevronRight } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { cn } from "./cn";

type PageProps = { title: ReactNode; intro?: ReactNode; actions?: ReactNode; children: ReactNode };

/** A page of the rail: its name, one line on what it is for, and what it shows. */
export function Page({ title, intro, actions, children }: PageProps) {
  return (
    <PageScroll>
      <header className="flex flex-wrap items-end justify-between gap-x-6 gap-y-4">
        <div className="flex flex-col gap-1">
          <h1 className="font-display text-2xl">{title}</h1>
          {intro && <p className="max-w-reading text-pretty text-base text-ink-muted">{intro}</p>}
        </div>
        {actions && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
      </header>
      {children}
    </PageScroll>
  );
}

export function PageScroll({ className, children }: { className?: string; children: ReactNode }) {
  return (
    <div className="h-full overflow-y-auto">
      <div className={cn("mx-auto flex max-w-page flex-col gap-6 px-4 py-6 md:px-10 md:py-10", className)}>
        {children}
      </div>
    </div>
  );
}

/** The way back up from one thing to its list. */
export function Breadcrumb({
  trail,
  current,
}: {
  trail: { href: string; label: string }[];
  current: ReactNode;
}) {
  return (
    <nav aria-label="Breadcrumb" className="-ml-1 flex min-w-0 items-center gap-0.5 text-xs">
      {trail.map(({ href, label }) => (
        <span key={href} className="flex shrink-0 items-center gap-0.5">
          <Link
            href={href}
            className="flex h-6 max-w-48 items-center rounded-sm px-1 text-ink-muted transition-colors hover:text-ink"
          >
            <span className="truncate">{label}</span>
          </Link>
          <ChevronRight aria-hidden="true" className="size-3 text-ink-faint" />
        </span>
      ))}
      <span aria-current="page" className="truncate px-1 text-ink-faint">
        {current}
      </span>
    </nav>
  );
}
