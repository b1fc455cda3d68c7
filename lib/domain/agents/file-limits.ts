/** What an agent may have open at once, where it does not say, by the size of its window. */
export function fileLimits(contextWindow: number | null | undefined): {
  maxFilesOpen: number;
  viewCharLimit: number;
} {
  if (!contextWindow) return { maxFilesOpen: 5, viewCharLimit: 50_000 };
  if (contextWindow <= 8_000) return { maxFilesOpen: 3, viewCharLimit: 5_000 };
  if (contextWindow <= 32_000) return { maxFilesOpen: 5, viewCharLimit: 15_000 };
  if (contextWindow <= 128_000) return { maxFilesOpen: 10, viewCharLimit: 25_000 };
  if (contextWindow <= 200_000) return { maxFilesOpen: 10, viewCharLimit: 40_000 };
  return { maxFilesOpen: 15, viewCharLimit: 40_000 };
}
