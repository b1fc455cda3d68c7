"use client";
import dynamic from "next/dynamic";
import { useFirstRunMemory } from "./first-run-memory";

const GettingStarted = dynamic(() => import("./getting-started").then((file) => file.GettingStarted));
const FirstRunStatus = dynamic(() => import("./first-run-status").then((file) => file.FirstRunStatus));

/** The newcomer's steps, loaded for newcomers only: as a line in a page, or as a word in the status line. */
export function FirstRun({ isStatus }: { isStatus?: boolean }) {
  if (useFirstRunMemory().isDismissed) return null;
  return isStatus ? <FirstRunStatus /> : <GettingStarted />;
}
