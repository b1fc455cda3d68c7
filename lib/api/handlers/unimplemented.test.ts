import { expect, test } from "vitest";
import { contract } from "@/lib/contract/registry";
import { unimplementedOperations } from "../unimplemented";
import { handlers } from "./index";
import { notYet } from "./not-yet";

// What is promised and not kept is written down, so that nothing falls back to 501 unnoticed.
test("the operations that answer 501 are exactly those listed, and the list only shrinks", () => {
  expect(unimplementedOperations(contract, handlers)).toEqual(notYet);
});
