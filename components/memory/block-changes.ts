import type { BlockResponse } from "@/lib/contract/blocks/schemas";

export interface BlockChange {
  label: string;
  before: string;
  after: string;
}

/** Which blocks read differently now. A block that is new changed from nothing. */
export function changesBetween(before: BlockResponse[], after: BlockResponse[]): BlockChange[] {
  return after.flatMap((block) => {
    const old = before.find((each) => each.id === block.id)?.value ?? "";
    return old === block.value ? [] : [{ label: block.label ?? block.id, before: old, after: block.value }];
  });
}
