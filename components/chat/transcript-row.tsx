"use client";
import { memo } from "react";
import { CutRow } from "./cut-row";
import { DayRow } from "./day-row";
import { ItemView } from "./item-view";
import { MemoryRow } from "./memory-row";
import { RowDetails } from "./row-details";
import type { Row } from "./rows";

/** A row that did not change is the same object, so it is not rendered again. */
export const TranscriptRow = memo(function TranscriptRow({ row }: { row: Row }) {
  return (
    <div data-row={row.key} className="flow-root">
      <RowContent row={row} />
    </div>
  );
});

function RowContent({ row }: { row: Row }) {
  switch (row.kind) {
    case "item":
      return (
        <>
          <ItemView item={row.item} />
          <RowDetails item={row.item} />
        </>
      );
    case "day":
      return <DayRow atMs={row.atMs} />;
    case "memory":
      return <MemoryRow stepId={row.stepId} edits={row.edits} />;
    case "cut":
      return <CutRow items={row.items} />;
  }
}
