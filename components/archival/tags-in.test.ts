import { expect, test } from "vitest";
import { tagsIn } from "./tags-in";

test("tags are divided by commas, without blanks and each once", () => {
  expect(tagsIn(" travel, ,food,travel ")).toEqual(["travel", "food"]);
  expect(tagsIn("")).toEqual([]);
});
