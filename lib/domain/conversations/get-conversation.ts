import type { Context } from "../context";
import { findConversation, toConversation } from "./conversation";

/** @throws AppError `not_found` */
export const getConversation = async (ctx: Context, id: string) =>
  toConversation(await findConversation(ctx, id));
