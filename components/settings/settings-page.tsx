"use client";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useId } from "react";
import { PanelBoundary } from "@/components/shell/panel-boundary";
import { serverQueries } from "@/components/shell/queries";
import { setTheme, useTheme } from "@/components/shell/theme";
import { themes } from "@/components/shell/themes";
import { Page } from "@/components/ui/page";
import { QueryView } from "@/components/ui/query-view";
import { SegmentedControl } from "@/components/ui/segmented-control";
import { Skeleton } from "@/components/ui/skeleton";
import { KeySection } from "./key-section";
import { LeavesMachine } from "./leaves-machine";
import { ServerFacts } from "./server-facts";

export function SettingsPage() {
  const server = useQuery(serverQueries.server());
  return (
    <Page title="Settings" intro="How this server is reached, what it keeps, and what it sends.">
      <div className="flex flex-col">
        <Section title="Appearance" intro="Kept in this browser.">
          <ThemeChoice />
        </Section>
        <Section title="Keys" intro="For programs that call this server.">
          <KeySection authMode={server.data?.auth_mode} />
        </Section>
        <Section title="What leaves this machine" intro="Every place that an agent's words can go to.">
          <QueryView query={server} what="read where words go" loading={<SectionSkeleton />}>
            {(data) => <LeavesMachine destinations={data.destinations} />}
          </QueryView>
        </Section>
        <Section title="This server" intro="What it is, and where it keeps your agents.">
          <QueryView query={server} what="read the server's state" loading={<SectionSkeleton />}>
            {(data) => <ServerFacts server={data} />}
          </QueryView>
        </Section>
      </div>
    </Page>
  );
}

type SectionProps = { title: string; intro: string; children: ReactNode };

function Section({ title, intro, children }: SectionProps) {
  const headingId = useId();
  return (
    <section
      aria-labelledby={headingId}
      className="grid gap-x-10 gap-y-4 border-t py-7 lg:grid-cols-[14rem_1fr]"
    >
      <div className="flex flex-col gap-0.5">
        <h2 id={headingId} className="font-display text-xl">
          {title}
        </h2>
        <p className="text-ink-muted">{intro}</p>
      </div>
      <div className="min-w-0">
        <PanelBoundary name={title}>{children}</PanelBoundary>
      </div>
    </section>
  );
}

function ThemeChoice() {
  const theme = useTheme();
  return (
    <SegmentedControl
      label="Theme"
      value={theme}
      options={themes.map(({ theme: value, label, Icon }) => ({
        value,
        label,
        icon: <Icon aria-hidden="true" />,
      }))}
      onChange={setTheme}
    />
  );
}

function SectionSkeleton() {
  return (
    <div className="flex flex-col gap-3">
      <Skeleton className="w-2/3" />
      <Skeleton className="w-1/2" />
      <Skeleton className="w-3/5" />
    </div>
  );
}
