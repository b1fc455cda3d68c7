"use client";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { type ReactNode, useState } from "react";
import { Toaster } from "@/components/ui/toast";
import { ApiError } from "@/lib/contract/client";

/** Nobody can point at anything before the page is there. */
const TooltipLayer = dynamic(
  () => import("@/components/ui/tooltip-layer").then((file) => file.TooltipLayer),
  {
    ssr: false,
  },
);

export function Providers({ children }: { children: ReactNode }) {
  const [client] = useState(createQueryClient);
  return (
    <QueryClientProvider client={client}>
      {children}
      <Toaster />
      <TooltipLayer />
    </QueryClientProvider>
  );
}

const createQueryClient = () =>
  new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 5_000,
        // What the server refused it will refuse again; a server that is away may come back.
        retry: (failures, error) => failures < 2 && !(error instanceof ApiError && error.status < 500),
        retryDelay: (attempt) => 400 * 2 ** attempt,
        // The server is usually this machine: being offline says nothing about it.
        networkMode: "always",
      },
      mutations: { networkMode: "always" },
    },
  });
