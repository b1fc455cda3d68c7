import { describe, expect, test } from "vitest";
import { otidOf, previousId } from "./ids";

const id = "message-11111111-1111-4111-8111-111111111110";

describe("otidOf", () => {
  test("puts the item's index into the low 7 bits of the row's UUID", () => {
    expect(otidOf(id, 0)).toBe("11111111-1111-4111-8111-111111111100");
    expect(otidOf(id, 1)).toBe("11111111-1111-4111-8111-111111111101");
    expect(otidOf("message-11111111-1111-4111-8111-1111111111ff", 0)).toBe(
      "11111111-1111-4111-8111-111111111180",
    );
    expect(otidOf("message-11111111-1111-4111-8111-1111111111ff", 3)).toBe(
      "11111111-1111-4111-8111-111111111183",
    );
  });

  test("stays within the row's own range however many items there are", () => {
    expect(otidOf(id, 127)).toBe("11111111-1111-4111-8111-11111111117f");
    expect(otidOf(id, 500)).toBe("11111111-1111-4111-8111-11111111117f");
  });
});

describe("previousId", () => {
  test("is the id minus one, prefix kept", () => {
    expect(previousId(id)).toBe("message-11111111-1111-4111-8111-11111111110f");
  });

  test("borrows across groups and keeps leading zeros", () => {
    expect(previousId("message-01111111-1111-4111-8000-000000000000")).toBe(
      "message-01111111-1111-4111-7fff-ffffffffffff",
    );
  });
});
