// The thread that reads one document and ends: what a hostile document can break is broken here and not in the server.
// In: `workerData` {format, bytes, limits, url}. Out: {text} or {problem}, once.
import { parentPort, workerData } from "node:worker_threads";

// A document is data: nothing in it, and no library that reads it, gets to ask anything of the outside.
for (const way of ["fetch", "XMLHttpRequest", "WebSocket", "EventSource"]) delete globalThis[way];

const readers = {
  pdf: async () => (await import("./pdf-text.mjs")).pdfText,
  docx: async () => (await import("./docx-text.mjs")).docxText,
  html: async () => (await import("./html-markdown.mjs")).htmlMarkdown,
  html_text: async () => (await import("./html-text.mjs")).htmlText,
};

try {
  const { format, bytes, ...options } = workerData;
  const read = await readers[format]();
  parentPort.postMessage({ text: await read(bytes, options) });
} catch (cause) {
  parentPort.postMessage({ problem: String(cause?.message ?? cause) });
}
