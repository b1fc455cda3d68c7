import type { Model, ModelPart } from "../ports";
import { finish, scriptedModel, text } from "./scripted-model";

/** A model that says a word each time it is told to, until it is let go. */
export function waitingModel() {
  const queue: (ModelPart | null)[] = [];
  const asked = Promise.withResolvers<void>();
  let told = Promise.withResolvers<void>();
  const tell = (part: ModelPart | null) => {
    queue.push(part);
    told.resolve();
  };
  const model: Model = {
    ...scriptedModel(),
    async *stream() {
      asked.resolve();
      for (;;) {
        if (queue.length === 0) await told.promise;
        told = Promise.withResolvers();
        for (const part of queue.splice(0)) {
          if (!part) return yield finish();
          yield part;
        }
      }
    },
  };
  return { model, begun: asked.promise, say: (word: string) => tell(text(word)), end: () => tell(null) };
}
