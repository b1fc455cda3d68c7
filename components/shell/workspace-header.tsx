"use client";
import { ChevronLeft, PanelLeft, PanelRight } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { IconButton } from "@/components/ui/icon-button";

type WorkspaceHeaderProps = {
  title: ReactNode;
  actions?: ReactNode;
  isConfigurationOpen: boolean;
  isStateOpen: boolean;
  onToggleConfiguration: () => void;
  onToggleState: () => void;
};

export function WorkspaceHeader(props: WorkspaceHeaderProps) {
  return (
    <header className="flex h-bar shrink-0 items-center gap-2 border-b pr-3 pl-2 md:pl-3">
      <IconButton
        label="Configuration pane"
        side="bottom"
        aria-pressed={props.isConfigurationOpen}
        aria-controls="pane-configuration"
        onClick={props.onToggleConfiguration}
        className="max-md:hidden"
      >
        <PanelLeft />
      </IconButton>
      <nav aria-label="Breadcrumb" className="flex min-w-0 flex-1 items-center gap-1.5">
        <Link
          href="/agents"
          className="flex h-7 items-center rounded-md px-1 text-ink-muted transition-colors hover:text-ink"
        >
          <ChevronLeft aria-hidden="true" className="size-4 md:hidden" />
          Agents
        </Link>
        <span aria-hidden="true" className="text-ink-faint">
          /
        </span>
        {props.title}
      </nav>
      {props.actions}
      <IconButton
        label="Memory pane"
        side="bottom"
        aria-pressed={props.isStateOpen}
        aria-controls="pane-state"
        onClick={props.onToggleState}
        className="max-md:hidden"
      >
        <PanelRight />
      </IconButton>
    </header>
  );
}
