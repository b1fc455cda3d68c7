import { embedderContract } from "./embedder.contract";
import { hashEmbedder } from "./hash";
import { localEmbedder } from "./local";

embedderContract("the hash embedder", () => hashEmbedder());
embedderContract("the local embedder", () => localEmbedder());
embedderContract("the local embedder without its encoder", () =>
  localEmbedder({ workerFile: "/nonexistent/worker.mjs", log: () => {} }),
);
