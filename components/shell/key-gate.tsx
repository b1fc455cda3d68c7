"use client";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import type { ReactNode } from "react";
import { ApiError } from "@/lib/contract/client";
import { serverQueries } from "./queries";

const KeyForm = dynamic(() => import("./key-form").then((file) => file.KeyForm));

/** A server that asks for a key is asked for nothing else until it has one. */
export function KeyGate({ children }: { children: ReactNode }) {
  const server = useQuery(serverQueries.server());
  const queryClient = useQueryClient();
  const isShut = server.error instanceof ApiError && server.error.status === 401;
  return isShut ? <KeyForm onKey={() => queryClient.resetQueries()} /> : children;
}
