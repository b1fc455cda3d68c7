import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import os from "node:os";
import { expect, test, vi } from "vitest";
import { guardedFetch, isPublicAddress } from "./guarded-fetch";

test.each([
  ["93.184.216.34", true],
  ["2606:2800:220:1::1", true],
  ["127.0.0.1", false],
  ["10.1.2.3", false],
  ["169.254.169.254", false],
  ["192.168.0.1", false],
  ["100.64.0.1", false],
  ["0.0.0.0", false],
  ["::1", false],
  ["fd00::1", false],
  ["fe80::1", false],
  ["::ffff:127.0.0.1", false],
  ["not an address", false],
])("%s is public: %s", (address, expected) => {
  expect(isPublicAddress(address)).toBe(expected);
});

test("an address of this machine is not public, whichever it is and however it is written", () => {
  const own = [{ address: "93.184.216.34" }, { address: "2606:2800:220:1::7" }] as os.NetworkInterfaceInfo[];
  const machine = vi.spyOn(os, "networkInterfaces").mockReturnValue({ eth0: own });
  for (const address of ["93.184.216.34", "::ffff:93.184.216.34", "2606:2800:0220:0001:0:0:0:7"])
    expect(isPublicAddress(address)).toBe(false);
  expect(isPublicAddress("93.184.216.35")).toBe(true);
  machine.mockRestore();
});

test("a private server is not reached, by address or by name", async () => {
  let reached = 0;
  const server = createServer((_request, response) => {
    reached++;
    response.end("secret");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  for (const host of ["127.0.0.1", "localhost", "[::ffff:127.0.0.1]"])
    await expect(guardedFetch()(`http://${host}:${port}/`)).rejects.toThrow();
  expect(reached).toBe(0);
  server.close();
});
