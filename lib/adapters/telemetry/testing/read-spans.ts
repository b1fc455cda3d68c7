/** A span as a collector reads it from the wire. */
export interface ReadSpan {
  traceId: string;
  id: string;
  parentId: string;
  name: string;
  attributes: Record<string, string | number | boolean>;
  isError: boolean;
}

type Field = { number: number; value: bigint | Buffer };

/** Spans of an OTLP request in protobuf, read field by field with the numbers of the published schema. */
export function readSpans(request: Buffer): ReadSpan[] {
  return inside(request, 1).flatMap((resource) =>
    inside(resource, 2).flatMap((scope) => inside(scope, 2).map(readSpan)),
  );
}

function readSpan(bytes: Buffer): ReadSpan {
  const fields = readFields(bytes);
  const of = (number: number) => fields.find((field) => field.number === number)?.value as Buffer | undefined;
  const attributes = inside(bytes, 9).map((pair) => {
    const [key] = inside(pair, 1);
    const [value] = inside(pair, 2);
    return [key.toString(), readValue(value)] as const;
  });
  const status = of(15);
  return {
    traceId: of(1)?.toString("hex") ?? "",
    id: of(2)?.toString("hex") ?? "",
    parentId: of(4)?.toString("hex") ?? "",
    name: of(5)?.toString() ?? "",
    attributes: Object.fromEntries(attributes),
    isError:
      status !== undefined && readFields(status).some(({ number, value }) => number === 3 && value === 2n),
  };
}

function readValue(bytes: Buffer): string | number | boolean {
  const [{ number, value }] = readFields(bytes);
  switch (number) {
    case 1:
      return (value as Buffer).toString();
    case 2:
      return value === 1n;
    case 4:
      return (value as Buffer).readDoubleLE();
    default:
      return Number(value);
  }
}

const inside = (bytes: Buffer, number: number) =>
  readFields(bytes).flatMap((field) => (field.number === number ? [field.value as Buffer] : []));

/** Wire types: 0 a number, 1 eight bytes, 2 bytes with their length, 5 four bytes. */
function readFields(bytes: Buffer): Field[] {
  const fields: Field[] = [];
  let at = 0;
  const varint = () => {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = bytes[at++];
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
  };
  const take = (length: number) => {
    at += length;
    return bytes.subarray(at - length, at);
  };
  while (at < bytes.length) {
    const key = Number(varint());
    const type = key & 7;
    const value = type === 0 ? varint() : take(type === 1 ? 8 : type === 5 ? 4 : Number(varint()));
    fields.push({ number: key >> 3, value });
  }
  return fields;
}
