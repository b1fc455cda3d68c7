import { count, percent } from "@/components/ui/numbers";
import { HeadRow, Row, RowTh, Table, Td, Th } from "@/components/ui/table";
import type { MnemeContextView } from "@/lib/contract/mneme/context";
import { sectionKind, sectionName } from "./context-groups";

/** The same in exact numbers. */
export function SectionTable({ view }: { view: MnemeContextView }) {
  const { sections, total_tokens } = view;
  return (
    <Table>
      <caption className="sr-only">Sections of the request with their tokens</caption>
      <thead>
        <HeadRow>
          <Th className="w-12 max-sm:hidden">Place</Th>
          <Th className="max-sm:pl-0">Section</Th>
          <Th className="max-sm:hidden">Kind</Th>
          <Th className="text-right max-sm:hidden">Characters</Th>
          <Th className="text-right">Tokens</Th>
          <Th className="text-right">Share</Th>
        </HeadRow>
      </thead>
      <tbody>
        {sections.map((section, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the place in the request is the identity.
          <Row key={place}>
            <Td className="py-1.5 text-ink-faint max-sm:hidden">{place + 1}</Td>
            <RowTh className="wrap-anywhere py-1.5 max-sm:pl-0">{sectionName(section)}</RowTh>
            <Td className="py-1.5 text-ink-muted max-sm:hidden">{sectionKind(section)}</Td>
            <Td className="py-1.5 text-right text-ink-muted max-sm:hidden">{count(section.chars)}</Td>
            <Td className="py-1.5 text-right">{count(section.tokens)}</Td>
            <Td className="py-1.5 text-right text-ink-muted">{percent(section.share)}</Td>
          </Row>
        ))}
      </tbody>
      <tfoot>
        <tr className="font-medium">
          <Td className="max-sm:hidden" />
          <RowTh className="font-medium max-sm:pl-0">All of it</RowTh>
          <Td className="max-sm:hidden" />
          <Td className="text-right max-sm:hidden">
            {count(sections.reduce((sum, { chars }) => sum + chars, 0))}
          </Td>
          <Td className="text-right">{count(total_tokens)}</Td>
          <Td className="text-right">100%</Td>
        </tr>
      </tfoot>
    </Table>
  );
}
