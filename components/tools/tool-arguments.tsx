import { parametersOf } from "@/components/agent-config/tool-parameters";
import { PanelTitle } from "@/components/ui/panel-title";
import { HeadRow, RowTh, Table, Td, Th } from "@/components/ui/table";
import type { Tool } from "@/lib/contract/tools/schemas";

/** What the model has to fill in, and what it may leave out. */
export function ToolArguments({ tool }: { tool: Tool }) {
  const parameters = parametersOf(tool.json_schema);
  return (
    <section aria-label="Arguments" className="flex flex-col gap-1">
      <PanelTitle title="Arguments" />
      {parameters.length === 0 ? (
        <p className="border-y py-4 text-ink-faint">It takes none.</p>
      ) : (
        <Table className="border-y">
          <thead>
            <HeadRow>
              <Th>Name</Th>
              <Th>Kind</Th>
              <Th className="max-sm:hidden">Meaning</Th>
            </HeadRow>
          </thead>
          <tbody>
            {parameters.map(({ name, type, description, isRequired }) => (
              <tr key={name} className="border-b align-top last:border-b-0">
                <RowTh className="wrap-anywhere w-44 align-top font-mono text-xs leading-5">
                  {name}
                  {!isRequired && <span className="ml-1.5 font-sans text-2xs text-ink-faint">optional</span>}
                </RowTh>
                <Td className="wrap-anywhere w-36 align-top text-ink-muted">{type}</Td>
                <Td className="wrap-anywhere align-top text-ink-muted max-sm:hidden">{description}</Td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
    </section>
  );
}
