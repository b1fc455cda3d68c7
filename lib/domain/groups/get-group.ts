import type { Context } from "../context";
import { findGroup, toGroup } from "./group";

/** @throws AppError `not_found` */
export const getGroup = async (ctx: Context, id: string) => toGroup(await findGroup(ctx, id));
