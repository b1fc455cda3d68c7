// npm test: everything, in order, each stage with its time; the last line is `N passed, M failed`.
//   npm test -- --only unit,browser      only these stages
import { rmSync } from "node:fs";
import { parseArgs } from "node:util";
import { runStages } from "./test/run-stages.mjs";
import { stages } from "./test/stages.mjs";

const { values } = parseArgs({ options: { only: { type: "string" } } });
const wanted = values.only?.split(",").map((name) => name.trim());
const unknown = wanted?.find((name) => !(name in stages));
if (unknown !== undefined) {
  console.error(`There is no stage '${unknown}'. Stages: ${Object.keys(stages).join(", ")}`);
  process.exit(2);
}
const chosen = Object.entries(stages).filter(([name, stage]) =>
  wanted ? wanted.includes(name) : !stage.isExtra,
);
rmSync("artifacts/results", { recursive: true, force: true });
process.exit(await runStages(chosen));
