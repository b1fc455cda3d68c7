import { z } from "zod";

export const CreateClientSideAccessTokenBody = z.object({
  policy: z.array(
    z.object({
      type: z.literal("agent"),
      id: z.string(),
      access: z.array(z.enum(["read_messages", "write_messages", "read_agent", "write_agent"])),
    }),
  ),
  hostname: z.string().regex(/^(http|https):\/\//),
  expires_at: z.string().optional(),
});
export type CreateClientSideAccessTokenBody = z.output<typeof CreateClientSideAccessTokenBody>;

export const CreateClientSideAccessTokenResponse = z.object({
  policy: z.object({
    version: z.literal("1"),
    data: z.array(
      z.object({
        type: z.literal("agent"),
        id: z.string(),
        access: z.array(z.enum(["read_messages", "write_messages", "read_agent", "write_agent"])),
      }),
    ),
  }),
  token: z.string(),
  hostname: z.string(),
  expiresAt: z.string(),
});
export type CreateClientSideAccessTokenResponse = z.output<typeof CreateClientSideAccessTokenResponse>;

export const ListClientSideAccessTokensResponse = z.object({
  tokens: z.array(
    z.object({
      policy: z.object({
        version: z.literal("1"),
        data: z.array(
          z.object({
            type: z.literal("agent"),
            id: z.string(),
            access: z.array(z.enum(["read_messages", "write_messages", "read_agent", "write_agent"])),
          }),
        ),
      }),
      token: z.string(),
      hostname: z.string(),
      expiresAt: z.string(),
    }),
  ),
  hasNextPage: z.boolean(),
});
export type ListClientSideAccessTokensResponse = z.output<typeof ListClientSideAccessTokensResponse>;
