"use client";
import { useQuery } from "@tanstack/react-query";
import { Plus, RotateCw } from "lucide-react";
import dynamic from "next/dynamic";
import { type ReactNode, useId, useState } from "react";
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

const AddProviderDialog = dynamic(() =>
  import("./add-provider-dialog").then((file) => file.AddProviderDialog),
);

export function ModelsPage() {
  const providers = useQuery(serverQueries.providers());
  const models = useQuery(serverQueries.models());
  const embeddings = useQuery(serverQueries.embeddingModels());
  return (
    <Page
      title="Models"
      intro="What agents think with. Keys stay on this server; an agent's words go to the provider of its model and nowhere else."
      actions={
        <>
          <CheckAgain />
          <AddProvider takenNames={providers.data?.providers.map(({ name }) => name) ?? []} />
        </>
      }
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
      <Section
        title="Connect a model"
        id="connect"
        intro="Add a provider above with a key of your own, or connect one for everybody when the server starts."
      >
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

function AddProvider({ takenNames }: { takenNames: string[] }) {
  const [isAdding, setIsAdding] = useState(false);
  return (
    <>
      <Button tone="primary" aria-haspopup="dialog" onClick={() => setIsAdding(true)}>
        <Plus aria-hidden="true" /> Add a provider
      </Button>
      {isAdding && <AddProviderDialog takenNames={takenNames} onClose={() => setIsAdding(false)} />}
    </>
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
