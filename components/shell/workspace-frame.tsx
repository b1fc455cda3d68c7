"use client";
import { useSearchParams } from "next/navigation";
import { type ReactNode, useState } from "react";
import { cn } from "@/components/ui/cn";
import { DrawerScrim } from "./drawer-scrim";
import { PaneResizer } from "./pane-resizer";
import { setPaneClosed, usePaneLayout } from "./pane-widths";
import { PanelBoundary } from "./panel-boundary";
import { useMediaQuery } from "./use-media-query";
import { usePaneShortcuts } from "./use-pane-shortcuts";
import { WorkspaceHeader } from "./workspace-header";
import { type Pane, WorkspaceTabs } from "./workspace-tabs";

type WorkspaceFrameProps = {
  title: ReactNode;
  actions?: ReactNode;
  configuration: ReactNode;
  conversation: ReactNode;
  state: ReactNode;
};

/** Three panes side by side; on a tablet the configuration is a drawer; on a phone one pane at a time. */
export function WorkspaceFrame({ title, actions, configuration, conversation, state }: WorkspaceFrameProps) {
  const pane = paneOf(useSearchParams().get("pane"));
  const isWide = useMediaQuery("(min-width: 80rem)");
  const layout = usePaneLayout();
  const [isDrawerOpen, setIsDrawerOpen] = useState(false);
  const isStateOpen = !layout.isStateClosed;
  const isConfigurationOpen = isWide ? !layout.isConfigurationClosed : isDrawerOpen;
  const isDrawer = isConfigurationOpen && !isWide;
  const toggleConfiguration = () =>
    isWide ? setPaneClosed("configuration", isConfigurationOpen) : setIsDrawerOpen(!isDrawerOpen);
  const toggleState = () => setPaneClosed("state", isStateOpen);
  usePaneShortcuts({ b: toggleConfiguration, j: toggleState });
  return (
    <div className="flex h-full min-h-0 flex-col">
      <WorkspaceHeader
        title={title}
        actions={actions}
        isConfigurationOpen={isConfigurationOpen}
        isStateOpen={isStateOpen}
        onToggleConfiguration={toggleConfiguration}
        onToggleState={toggleState}
      />
      <div className="relative flex min-h-0 flex-1">
        {isDrawer && <DrawerScrim label="Close the configuration" onClose={() => setIsDrawerOpen(false)} />}
        <Panel
          name="Configuration"
          id="pane-configuration"
          isOnPhone={pane === "configuration"}
          className={cn(
            "border-r bg-paper md:max-xl:absolute md:max-xl:inset-y-0 md:max-xl:left-0 md:max-xl:z-30 md:max-xl:w-pane-wide md:max-xl:animate-slide md:max-xl:shadow-overlay xl:w-[min(var(--pane-configuration,var(--spacing-pane)),36vw)]",
            isConfigurationOpen ? "md:block" : "md:hidden",
          )}
        >
          {configuration}
        </Panel>
        {isConfigurationOpen && (
          <PaneResizer side="configuration" label="Width of the configuration" className="max-xl:hidden" />
        )}
        <Panel
          name="Conversation"
          id="pane-conversation"
          isOnPhone={pane === "chat"}
          className="min-w-0 flex-1 overflow-hidden bg-surface md:block"
        >
          {conversation}
        </Panel>
        {isStateOpen && <PaneResizer side="state" label="Width of the memory" />}
        <Panel
          name="Memory"
          id="pane-state"
          isOnPhone={pane === "state"}
          className={cn(
            "border-l bg-paper md:w-[min(var(--pane-state,var(--spacing-pane-wide)),42vw)]",
            isStateOpen ? "md:block" : "md:hidden",
          )}
        >
          {state}
        </Panel>
      </div>
      <WorkspaceTabs pane={pane} />
    </div>
  );
}

type PanelProps = { name: string; id: string; isOnPhone: boolean; className: string; children: ReactNode };

function Panel({ name, id, isOnPhone, className, children }: PanelProps) {
  return (
    <section
      aria-label={name}
      id={id}
      className={cn(
        "min-h-0 shrink-0 overflow-y-auto max-md:w-full max-md:flex-1 max-md:border-0",
        !isOnPhone && "max-md:hidden",
        className,
      )}
    >
      <PanelBoundary name={name}>{children}</PanelBoundary>
    </section>
  );
}

const paneOf = (value: string | null): Pane =>
  value === "configuration" || value === "state" ? value : "chat";
