import { expect, test } from "vitest";
import { byteSize } from "./byte-size";

test("sizes have two digits that matter, and the unit that fits", () => {
  const sizes = [0, 999, 1_000, 3_440_000, 12_600_000, 999_600_000, 5e15];
  expect(sizes.map(byteSize)).toEqual(["0 B", "999 B", "1.0 kB", "3.4 MB", "13 MB", "1.0 GB", "5000 TB"]);
});
