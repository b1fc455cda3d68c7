import { z } from "zod";
import { orNull } from "../common";

export const ListDirectoryResponse = z.object({
  path: z.string(),
  entries: z.array(
    z.object({
      name: z.string(),
      type: z.enum(["file", "directory"]),
    }),
  ),
  depth: z.number(),
});
export type ListDirectoryResponse = z.output<typeof ListDirectoryResponse>;

export const GetFileHistoryResponse = z.object({
  path: z.string(),
  commits: z.array(
    z.object({
      sha: z.string(),
      message: z.string(),
      timestamp: z.string(),
      author_name: orNull(z.string()),
    }),
  ),
});
export type GetFileHistoryResponse = z.output<typeof GetFileHistoryResponse>;

export const ReadFileContentResponse = z.object({
  path: z.string(),
  content: z.string(),
  ref: z.string(),
});
export type ReadFileContentResponse = z.output<typeof ReadFileContentResponse>;
