import { z } from "zod";

export const Health = z
  .object({
    version: z.string(),
    status: z.string(),
  })
  .meta({ id: "Health" });
export type Health = z.output<typeof Health>;
