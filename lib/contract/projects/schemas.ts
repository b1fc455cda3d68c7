import { z } from "zod";

export const ListProjectsResponse = z.object({
  projects: z.array(
    z.object({
      name: z.string(),
      slug: z.string(),
      id: z.string(),
    }),
  ),
  hasNextPage: z.boolean(),
});
export type ListProjectsResponse = z.output<typeof ListProjectsResponse>;

export const CreateProjectBody = z.object({
  name: z.string().min(3).max(50),
});
export type CreateProjectBody = z.output<typeof CreateProjectBody>;

export const CreateProjectResponse = z.object({
  name: z.string(),
  slug: z.string(),
  id: z.string(),
});
export type CreateProjectResponse = z.output<typeof CreateProjectResponse>;

export const DeleteProjectResponse = z.object({
  success: z.boolean(),
});
export type DeleteProjectResponse = z.output<typeof DeleteProjectResponse>;
