/**
 * What clients merge deltas by: the row's UUID with its low 7 bits replaced by the item's position among the items
 * derived from the row. A bare UUID, without `message-`.
 */
export function otidOf(messageId: string, index: number): string {
  const low = Math.min(Math.max(index, 0), 127);
  return formatUuid((uuidNumber(messageId) & ~127n) | BigInt(low));
}

/** The id just below, as a 128-bit integer: an approval request's row sorts right before the assistant row it came from. */
export function previousId(messageId: string): string {
  const prefix = messageId.slice(0, -uuidLength);
  return prefix + formatUuid(BigInt.asUintN(128, uuidNumber(messageId) - 1n));
}

const uuidLength = 36;

const uuidNumber = (id: string) => BigInt(`0x${id.slice(-uuidLength).replaceAll("-", "")}`);

function formatUuid(value: bigint): string {
  const hex = value.toString(16).padStart(32, "0");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
