import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { RelativeTime } from "@/components/ui/relative-time";
import { HeadRow, Row, RowTh, Table, Td, Th } from "@/components/ui/table";
import type { MnemeKey } from "@/lib/contract/mneme/schemas";

export function KeyTable({ keys, onRevoke }: { keys: MnemeKey[]; onRevoke: (key: MnemeKey) => void }) {
  return (
    <Table>
      <thead>
        <HeadRow>
          <Th>Name</Th>
          <Th className="whitespace-nowrap">Last used</Th>
          <Th className="max-md:hidden">Created</Th>
          <Th className="max-md:hidden">Expires</Th>
          <Th>
            <span className="sr-only">Actions</span>
          </Th>
        </HeadRow>
      </thead>
      <tbody>
        {keys.map((key) => (
          <KeyRow key={key.id} apiKey={key} onRevoke={() => onRevoke(key)} />
        ))}
      </tbody>
    </Table>
  );
}

function KeyRow({ apiKey, onRevoke }: { apiKey: MnemeKey; onRevoke: () => void }) {
  const { name, hint, last_used_at, created_at, expires_at, revoked_at } = apiKey;
  return (
    <Row>
      <RowTh className="w-full max-w-0 sm:w-[40%]">
        <span className="block truncate font-medium text-base">{name}</span>
        <span className="block truncate font-mono text-ink-faint text-xs">{hint}…</span>
      </RowTh>
      <Td className="whitespace-nowrap text-ink-muted">
        {last_used_at ? <RelativeTime value={last_used_at} /> : "Never"}
      </Td>
      <Td className="whitespace-nowrap text-ink-muted max-md:hidden">
        <RelativeTime value={created_at} />
      </Td>
      <Td className="whitespace-nowrap text-ink-muted max-md:hidden">
        {expires_at ? <RelativeTime value={expires_at} /> : "Never"}
      </Td>
      <Td className="text-right">
        {revoked_at ? (
          <Badge>Revoked</Badge>
        ) : (
          <Button
            size="sm"
            tone="quiet"
            aria-label={`Revoke ${name}`}
            aria-haspopup="dialog"
            onClick={onRevoke}
          >
            Revoke
          </Button>
        )}
      </Td>
    </Row>
  );
}
