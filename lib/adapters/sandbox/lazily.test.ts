import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Lazily } from "./lazily";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("all who ask get the one thing, which is made only once and not before", async () => {
  const make = vi.fn(async () => ({}));
  const lazily = new Lazily(make, { retryAfterMs: 1_000 });
  expect(make).not.toHaveBeenCalled();
  const [first, second] = await Promise.all([lazily.get(), lazily.get()]);
  expect(first).toBe(second);
  expect(make).toHaveBeenCalledOnce();
});

// An operator who installs what was missing needs no restart, and a thousand calls do not look a thousand times.
test("a failure is told to all for a while, then it is tried again", async () => {
  const make = vi.fn().mockRejectedValueOnce(new Error("missing")).mockResolvedValue("here");
  const lazily = new Lazily<string>(make, { retryAfterMs: 1_000 });
  await expect(lazily.get()).rejects.toThrow("missing");
  await expect(lazily.get()).rejects.toThrow("missing");
  expect(make).toHaveBeenCalledOnce();
  vi.advanceTimersByTime(1_000);
  expect(await lazily.get()).toBe("here");
});

test("a thing that broke is disposed of and made again", async () => {
  const dispose = vi.fn(async () => {});
  const make = vi.fn().mockResolvedValueOnce({ isFine: false }).mockResolvedValue({ isFine: true });
  const lazily = new Lazily<{ isFine: boolean }>(make, {
    isUsable: ({ isFine }) => isFine,
    retryAfterMs: 1_000,
    dispose,
  });
  expect(await lazily.get()).toEqual({ isFine: true });
  expect(dispose).toHaveBeenCalledExactlyOnceWith({ isFine: false });
});

test("a thing that nobody asks for is disposed of, and made again for the next one", async () => {
  const dispose = vi.fn(async () => {});
  const make = vi.fn(async () => ({}));
  const lazily = new Lazily(make, { retryAfterMs: 1_000, idleMs: () => 5_000, dispose });
  await lazily.get();
  vi.advanceTimersByTime(4_000);
  await lazily.get();
  vi.advanceTimersByTime(4_000);
  expect(dispose).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(dispose).toHaveBeenCalledOnce();
  await lazily.get();
  expect(make).toHaveBeenCalledTimes(2);
});
