import { setTimeout as pause } from "node:timers/promises";
import type { ContentPart, ImageSource, Message, ToolReturnContent } from "@/lib/runtime/messages";
import { AppError } from "@/lib/shared/errors";
import type { Context } from "../context";

const TIMEOUT_MS = 5_000;
const RETRY_AFTER_MS = 500;
const sizeBytesMax = 20 * 1024 * 1024;
const imagesMax = 32;
/** Of all images of a request: they are in memory several times until they are stored. */
const totalBytesMax = 50 * 1024 * 1024;
const parallelMax = 4;

/**
 * The messages with the images themselves in place of their addresses, so that history never depends on what is
 * outside. Addresses are read once each.
 * @throws AppError `invalid_argument` for an image that cannot be had, and for more than a request may bring
 */
export async function fetchImages(ctx: Context, messages: Message[]): Promise<Message[]> {
  const inMessages = addressesIn(messages.flatMap(({ content }) => content));
  const inReturns = addressesIn(
    messages.flatMap(({ approvals }) => (approvals ?? []).flatMap(returnedParts)),
  );
  if (inMessages.length + inReturns.length === 0) return messages;
  const urls = [...new Set([...inMessages, ...inReturns])];
  if (urls.length > imagesMax)
    throw new AppError("invalid_argument", `A request can bring ${imagesMax} images by address at the most`);
  const images = await fetchAll(ctx, urls);
  return messages.map((message) => ({
    ...message,
    content: message.content.map((part) => embedded(part, images, "image/jpeg")),
    ...(message.approvals && {
      approvals: message.approvals.map((item) =>
        item.type === "tool" ? { ...item, func_response: embeddedReturn(item.func_response, images) } : item,
      ),
    }),
  }));
}

type Parts = (ContentPart | Exclude<ToolReturnContent, string>[number])[];
type Approval = NonNullable<Message["approvals"]>[number];

const returnedParts = (item: Approval): Parts =>
  item.type === "tool" && typeof item.func_response !== "string" ? item.func_response : [];

const addressesIn = (parts: Parts): string[] =>
  parts.flatMap((part) => (part.type === "image" && part.source.type === "url" ? [part.source.url] : []));

interface Fetched {
  /** Null when neither the answer, the address nor the data say it. */
  mediaType: string | null;
  data: string;
}

function embedded<P extends { type: string }>(
  part: P | { type: "image"; source: ImageSource },
  images: Map<string, Fetched>,
  typeDefault: string,
): P {
  const { source } = part as { source?: ImageSource };
  const image = part.type === "image" && source?.type === "url" ? images.get(source.url) : undefined;
  if (!image) return part as P;
  const base64 = {
    type: "base64",
    media_type: image.mediaType ?? typeDefault,
    data: image.data,
    detail: null,
  };
  return { type: "image", source: base64 } as unknown as P;
}

const embeddedReturn = (content: ToolReturnContent, images: Map<string, Fetched>): ToolReturnContent =>
  typeof content === "string" ? content : content.map((part) => embedded(part, images, "image/png"));

async function fetchAll(ctx: Context, urls: string[]): Promise<Map<string, Fetched>> {
  const images = new Map<string, Fetched>();
  const waiting = [...urls];
  let totalBytes = 0;
  const work = async () => {
    for (let url = waiting.shift(); url && totalBytes <= totalBytesMax; url = waiting.shift()) {
      const image = await fetchImage(ctx, url);
      totalBytes += Buffer.byteLength(image.data, "base64");
      images.set(url, image);
    }
  };
  await Promise.all(Array.from({ length: parallelMax }, work));
  if (totalBytes <= totalBytesMax) return images;
  throw new AppError(
    "invalid_argument",
    `The images of a request can be ${totalBytesMax / 1024 / 1024} MiB together at the most`,
  );
}

async function fetchImage(ctx: Context, url: string): Promise<Fetched> {
  const refused = (why: string, cause?: unknown) =>
    new AppError("invalid_argument", `Failed to fetch image from ${shown(url)}: ${why}`, { cause });
  const answer = await read(ctx, url).catch((cause: Error) => {
    throw refused(reasonOf(cause), cause);
  });
  if (answer.status < 200 || answer.status > 299) throw refused(`the server answered ${answer.status}`);
  if (answer.body.byteLength === 0) throw refused("it is empty");
  const declared = answer.contentType?.split(";")[0].trim().toLowerCase() || null;
  const mediaType = declared?.startsWith("image/") ? declared : (typeOfData(answer.body) ?? typeOfPath(url));
  if (!mediaType && declared && declared !== "application/octet-stream" && declared !== "binary/octet-stream")
    throw refused(`it is '${declared}' and no image`);
  return { mediaType, data: Buffer.from(answer.body).toString("base64") };
}

async function read(ctx: Context, url: string) {
  const options = { timeoutMs: TIMEOUT_MS, sizeBytesMax };
  try {
    return await ctx.outbound.get(url, options);
  } catch (error) {
    if (!isTimeout(error)) throw error;
    await pause(RETRY_AFTER_MS);
    return ctx.outbound.get(url, options);
  }
}

const isTimeout = (error: unknown) => (error as Error).name === "TimeoutError";

/** In words that say nothing about the server's own network. */
function reasonOf(error: Error): string {
  if (isTimeout(error)) return `no answer within ${TIMEOUT_MS / 1000} s`;
  if (error.message.startsWith("more than")) return `it is larger than ${sizeBytesMax / 1024 / 1024} MiB`;
  return (error.cause as { code?: string } | undefined)?.code === "ESSRF"
    ? "the address is not allowed"
    : "the server cannot be reached";
}

/** Without what a signed address proves its rights with. */
const shown = (url: string) => (URL.canParse(url) ? new URL(url).origin + new URL(url).pathname : url);

const extensions: Record<string, string> = {
  png: "image/png",
  jpg: "image/jpeg",
  jpeg: "image/jpeg",
  gif: "image/gif",
  webp: "image/webp",
};

const typeOfPath = (url: string): string | null =>
  extensions[new URL(url).pathname.split(".").at(-1)?.toLowerCase() ?? ""] ?? null;

const signatures: [string, string][] = [
  ["\x89PNG", "image/png"],
  ["\xff\xd8\xff", "image/jpeg"],
  ["GIF8", "image/gif"],
];

function typeOfData(body: Uint8Array): string | null {
  const head = Buffer.from(body.subarray(0, 12)).toString("latin1");
  if (head.startsWith("RIFF") && head.slice(8) === "WEBP") return "image/webp";
  return signatures.find(([start]) => head.startsWith(start))?.[1] ?? null;
}
