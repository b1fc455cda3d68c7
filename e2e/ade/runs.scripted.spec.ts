import { expect, test } from "@playwright/test";
import { finishRun, makeAgent } from "./asking";

test("tokens from the cache and of reasoning are told apart, in the run and in its steps", async ({
  page,
}) => {
  const agent = await makeAgent(page, {
    model: "openai/scripted-large",
    embedding: "openai/scripted-embedding",
  });
  const runId = await finishRun(page, agent.id, "[[think It may be in memory already.]] [[text Good day]]");
  const [step] = (await (await page.request.get(`/v1/runs/${runId}/steps`)).json()) as Record<
    string,
    number
  >[];
  await page.goto(`/runs/${runId}`);
  const figures = page.getByRole("complementary", { name: "Figures of the step" });
  await expect(figures).toContainText(`Read${step.prompt_tokens.toLocaleString("en")}`);
  await expect(figures).toContainText(`from cache${step.cached_input_tokens.toLocaleString("en")}`);
  await expect(figures).toContainText(`reasoning${step.reasoning_tokens}`);
  await expect(page.getByText(`${step.reasoning_tokens} of them reasoning`)).toBeVisible();
  await expect(page.getByRole("region", { name: "Step 1" })).toContainText("It may be in memory already.");
});

test("a refused key leads to the models", async ({ page }) => {
  const agent = await makeAgent(page, {
    model: "openai/scripted-large",
    embedding: "openai/scripted-embedding",
  });
  const runId = await finishRun(page, agent.id, "[[error 401]]");
  await page.goto(`/runs/${runId}`);
  const problem = page.getByRole("region", { name: "What went wrong" });
  await expect(problem).toContainText("did not accept the key");
  await expect(problem.getByRole("link", { name: "Look at the models" })).toHaveAttribute("href", "/models");
});

test("our count of a request stands beside the provider's own", async ({ page }) => {
  const agent = await makeAgent(page, {
    model: "openai/scripted-large",
    embedding: "openai/scripted-embedding",
  });
  const runId = await finishRun(page, agent.id, "Good day");
  const [step] = (await (await page.request.get(`/v1/runs/${runId}/steps`)).json()) as {
    prompt_tokens: number;
  }[];
  await page.goto(`/runs/${runId}?tab=context`);
  await expect(page.getByText("The provider's count")).toBeVisible();
  await expect(
    page.getByText(`${step.prompt_tokens.toLocaleString("en")} tokens`, { exact: true }),
  ).toBeVisible();
});
