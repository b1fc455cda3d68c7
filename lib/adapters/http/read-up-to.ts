export class TooLarge extends Error {
  constructor(sizeBytesMax: number) {
    super(`more than ${sizeBytesMax} bytes`);
  }
}

/**
 * The body of an answer. Stops reading as soon as there is more than allowed, whatever length the other side had
 * announced.
 * @throws TooLarge
 */
export async function readUpTo(response: Response, sizeBytesMax: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of response.body ?? []) {
    size += part.byteLength;
    if (size > sizeBytesMax) throw new TooLarge(sizeBytesMax);
    parts.push(part);
  }
  return Buffer.concat(parts);
}
