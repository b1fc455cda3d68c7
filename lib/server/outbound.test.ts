import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { createOutbound } from "./outbound";

const servers: (() => void)[] = [];
afterEach(() => servers.splice(0).forEach((close) => void close()));

async function serving(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  servers.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const limits = { timeoutMs: 2_000, sizeBytesMax: 1_000 };

test("what is fetched comes whole, with its type, also behind a redirect", async () => {
  const url = await serving((request, response) => {
    if (request.url === "/moved") return response.writeHead(302, { location: "/image" }).end();
    response.writeHead(200, { "content-type": "image/png" }).end("image");
  });
  const answer = await createOutbound({ allowPrivate: true }).get(`${url}/moved`, limits);
  expect({ ...answer, body: Buffer.from(answer.body).toString() }).toEqual({
    status: 200,
    contentType: "image/png",
    body: "image",
  });
});

test("more than allowed is not read, whatever length was announced", async () => {
  let sent = 0;
  const url = await serving((_, response) => {
    response.on("error", () => {});
    const more = () => {
      while (!response.destroyed && response.write("x".repeat(500))) sent += 500;
      if (!response.destroyed) response.once("drain", more);
    };
    more();
  });
  await expect(createOutbound({ allowPrivate: true }).get(url, limits)).rejects.toThrow(
    "more than 1000 bytes",
  );
  expect(sent).toBeLessThan(50_000_000);
});

test("a server that does not finish in time is given up", async () => {
  const url = await serving((_, response) => void response.write("x"));
  const getting = createOutbound({ allowPrivate: true }).get(url, { ...limits, timeoutMs: 100 });
  await expect(getting).rejects.toMatchObject({ name: "TimeoutError" });
});

test("the server's own network is not asked, unless the operator allows it", async () => {
  let asked = 0;
  const url = await serving((_, response) => {
    asked += 1;
    response.end("secret");
  });
  const guarded = createOutbound({ allowPrivate: false });
  await expect(guarded.get(url, limits)).rejects.toMatchObject({ cause: { code: "ESSRF" } });
  await expect(guarded.get(url.replace("127.0.0.1", "localhost"), limits)).rejects.toThrow();
  await expect(guarded.post(url, {}, { timeoutMs: 2_000 })).rejects.toThrow();
  expect(asked).toBe(0);
});
