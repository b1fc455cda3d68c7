import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { dirname } from "node:path";
import type { Browser, Page } from "@playwright/test";

/** What the page looked like from `at`, in seconds since the filming began. */
interface Frame {
  at: number;
  /** JPEG, base64. */
  image: string;
}

/** Films a page as it changes, without ffmpeg, which Playwright's own recorder would download. */
export async function startFilming(page: Page) {
  const session = await page.context().newCDPSession(page);
  const frames: Frame[] = [];
  let startedAt: number | null = null;
  session.on("Page.screencastFrame", ({ data, metadata, sessionId }) => {
    const seconds = metadata.timestamp ?? Date.now() / 1_000;
    startedAt ??= seconds;
    frames.push({ at: seconds - startedAt, image: data });
    session.send("Page.screencastFrameAck", { sessionId }).catch(() => {});
  });
  await session.send("Page.startScreencast", { format: "jpeg", quality: 92, everyNthFrame: 1 });
  const stop = async () => {
    await session.send("Page.stopScreencast");
    // A new page may hand in its first frame before the old one's last.
    return frames.sort((a, b) => a.at - b.at);
  };
  return { stop };
}

/** Writes the frames as a WebM film (VP9), with the browser's own encoder. */
export async function writeFilm(
  browser: Browser,
  frames: Frame[],
  { file, ...size }: { file: string; width: number; height: number },
): Promise<void> {
  // Encoders are for secure pages only, and of plain http those of this machine are secure.
  const server = createServer((_request, response) => response.end("<!doctype html><title>Encoder</title>"));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };
  const page = await browser.newPage();
  try {
    await page.goto(`http://127.0.0.1:${port}/`);
    await page.addScriptTag({
      content: `window.module = { exports: {} }; (function (module, exports) {${muxer()}\n;window.Mediabunny = module.exports;})(window.module, window.module.exports);`,
    });
    const film = await page.evaluate(encode, { frames, ...size });
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, Buffer.from(film, "base64"));
  } finally {
    await page.close();
    server.close();
  }
}

const muxer = () => readFileSync("node_modules/mediabunny/dist/bundles/mediabunny.min.cjs", "utf8");

/** Runs in the browser. Without named functions inside: the transpiler would wrap them in a helper of its own. */
async function encode({ frames, width, height }: { frames: Frame[]; width: number; height: number }) {
  const { BufferTarget, CanvasSource, Output, WebMOutputFormat } = (
    window as unknown as { Mediabunny: typeof import("mediabunny") }
  ).Mediabunny;
  const canvas = new OffscreenCanvas(width, height);
  const painter = canvas.getContext("2d") as OffscreenCanvasRenderingContext2D;
  const output = new Output({ format: new WebMOutputFormat(), target: new BufferTarget() });
  const source = new CanvasSource(canvas, { codec: "vp9", bitrate: 2_500_000 });
  output.addVideoTrack(source);
  await output.start();
  for (const [index, { at, image }] of frames.entries()) {
    const picture = await createImageBitmap(await (await fetch(`data:image/jpeg;base64,${image}`)).blob());
    painter.drawImage(picture, 0, 0, width, height);
    const until = frames[index + 1]?.at ?? at + 1.5;
    await source.add(at, Math.max(until - at, 0.001));
  }
  await output.finalize();
  const bytes = new Uint8Array(output.target.buffer as ArrayBuffer);
  let text = "";
  for (let at = 0; at < bytes.length; at += 32_768)
    text += String.fromCharCode(...bytes.subarray(at, at + 32_768));
  return btoa(text);
}
