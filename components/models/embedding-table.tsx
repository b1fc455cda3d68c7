import { providerName } from "@/components/shell/provider-name";
import { CopyButton } from "@/components/ui/copy-button";
import { count } from "@/components/ui/numbers";
import { HeadRow, Row, RowTh, Table, Td, Th } from "@/components/ui/table";
import type { EmbeddingModel } from "@/lib/contract/models/schemas";

export function EmbeddingTable({ models }: { models: EmbeddingModel[] }) {
  return (
    <Table>
      <thead>
        <HeadRow>
          <Th>Model</Th>
          <Th className="max-sm:hidden">Provider</Th>
          <Th className="text-right">Dimensions</Th>
        </HeadRow>
      </thead>
      <tbody>
        {models.map((model) => (
          <Row key={model.handle ?? model.name}>
            <RowTh className="w-full max-w-0 sm:w-[44%]">
              <span className="block truncate font-medium text-base">{model.display_name}</span>
              <span className="flex items-center gap-1 font-mono text-ink-faint text-xs">
                <span className="truncate">{model.handle ?? model.name}</span>
                <CopyButton
                  value={model.handle ?? model.name}
                  label={`Copy the handle ${model.handle ?? model.name}`}
                />
              </span>
            </RowTh>
            <Td className="text-ink-muted max-sm:hidden">{providerName(model.provider_name)}</Td>
            <Td className="text-right text-ink-muted">{count(model.embedding_dim)}</Td>
          </Row>
        ))}
      </tbody>
    </Table>
  );
}
