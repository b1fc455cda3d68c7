import type { Context } from "../context";
import { findRun, toRun } from "./run";

export const getRun = async (ctx: Context, id: string) => toRun(await findRun(ctx, id));
