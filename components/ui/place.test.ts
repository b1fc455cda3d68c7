import { expect, test } from "vitest";
import { place } from "./place";

const view = { width: 1_000, height: 800 };
const panel = { width: 200, height: 300 };
const below = { side: "bottom", align: "start", gap: 4 } as const;

test("a panel lies on the wished side of its anchor, aligned with it", () => {
  const anchor = { left: 100, top: 100, width: 50, height: 30 };
  expect(place(anchor, panel, view, below)).toMatchObject({ left: 100, top: 134 });
  expect(place({ ...anchor, left: 500 }, panel, view, { ...below, align: "end" })).toMatchObject({
    left: 350,
  });
  expect(place({ ...anchor, left: 500 }, panel, view, { ...below, align: "center" })).toMatchObject({
    left: 425,
  });
  expect(place(anchor, panel, view, { side: "right", align: "start", gap: 4 })).toMatchObject({
    left: 154,
    top: 100,
  });
});

test("a panel that does not fit goes to the other side if there is more room", () => {
  const low = { left: 100, top: 700, width: 50, height: 30 };
  expect(place(low, panel, view, below).top).toBe(700 - 4 - 300);
  const right = { left: 950, top: 100, width: 40, height: 30 };
  expect(place(right, panel, view, { side: "right", align: "start", gap: 4 }).left).toBe(950 - 4 - 200);
});

test("a panel never leaves the view, and one too high for it is limited to the room there is", () => {
  const corner = { left: 960, top: 20, width: 30, height: 30 };
  expect(place(corner, panel, view, below).left).toBe(1_000 - 200 - 8);
  const { top, maxHeight } = place(corner, { width: 200, height: 2_000 }, view, below);
  expect(top).toBe(54);
  expect(top + maxHeight).toBeLessThanOrEqual(view.height - 8);
});
