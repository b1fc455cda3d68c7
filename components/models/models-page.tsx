"use client";
import { useQuery } from "@tanstack/react-query";
import { RotateCw } from "lucide-react";
import { type ReactNode, useId } from "react";
import { PanelBoundary } from "@/components/shell/panel-boundary";
import { serverQueries } from "@/components/shell/queries";
import { Button } from "@/components/ui/button";
import { Page } from "@/components/ui/page";
import { QueryView } from "@/components/ui/query-view";
import { TableSkeleton } from "@/components/ui/table";
import { toast } from "@/components/ui/toast";
import { ConnectProviders } from "./connect-providers";
import { EmbeddingTable } from "./embedding-table";
import { ModelList } from "./model-list";
import { ProviderList } from "./provider-list";
import { useRefreshProviders } from "./queries";

export function ModelsPage() {
  const providers = useQuery(serverQueries.providers());
  const models = useQuery(serverQueries.models());
  const embeddings = useQuery(serverQueries.embeddingModels());
  return (
    <Page
      title="Models"
      intro="What agents think with. Keys stay on this server; an agent's words go to the provider of its model and nowhere else."
      actions={<CheckAgain />}
    >
      <Section title="Providers">
        <QueryView query={providers} what="read the providers" loading={<TableSkeleton what="providers" />}>
          {(data) => <ProviderList providers={data.providers} />}
        </QueryView>
      </Section>
      <Section title="Models">
        <QueryView query={models} what="list the models" loading={<TableSkeleton what="models" />}>
          {(data) => <ModelList models={data} />}
        </QueryView>
      </Section>
      <Section title="Connect a model" id="connect">
        <QueryView query={providers} what="read the providers" loading={null}>
          {(data) => <ConnectProviders setups={data.setup} />}
        </QueryView>
      </Section>
      <Section title="Embeddings" intro="For searching archival memory by meaning.">
        <QueryView
          query={embeddings}
          what="list the embedding models"
          loading={<TableSkeleton what="embedding models" />}
        >
          {(data) => <EmbeddingTable models={data} />}
        </QueryView>
      </Section>
    </Page>
  );
}

function CheckAgain() {
  const refresh = useRefreshProviders();
  const check = () =>
    refresh.mutate(undefined, {
      onError: (error) => toast.failed("The providers could not be asked", error.message),
    });
  return (
    <Button onClick={check} isPending={refresh.isPending}>
      {!refresh.isPending && <RotateCw aria-hidden="true" />} Check again
    </Button>
  );
}

type SectionProps = { title: string; id?: string; intro?: string; children: ReactNode };

function Section({ title, id, intro, children }: SectionProps) {
  const headingId = useId();
  return (
    <section id={id} aria-labelledby={headingId} className="flex scroll-mt-6 flex-col gap-3">
      <div className="flex flex-col">
        <h2 id={headingId} className="font-display text-xl">
          {title}
        </h2>
        {intro && <p className="text-ink-muted">{intro}</p>}
      </div>
      <PanelBoundary name={title}>{children}</PanelBoundary>
    </section>
  );
}
