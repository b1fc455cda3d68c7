import { expect, test } from "vitest";
import { WebError } from "@/lib/runtime/web";
import { aFakeExa, aWebServer } from "@/lib/testing/web";
import { createWeb } from "./create-web";

const signal = new AbortController().signal;
const webAt = (searchUrl?: string, allowPrivate = true) =>
  createWeb({ searchKey: null, searchUrl, allowPrivate });

test("every parameter of a search reaches the service, and its results come back in our words", async () => {
  const exa = await aFakeExa(() => ({
    body: {
      results: [
        {
          id: "x",
          url: "https://tea.test/",
          title: "Tea",
          publishedDate: "2024-05-01",
          author: "Ada",
          text: "All about tea",
          highlights: ["about tea"],
          summary: "Tea.",
        },
        { url: "https://bare.test/" },
      ],
    },
  }));
  const query = {
    query: "tea",
    num_results: 7,
    category: "news",
    include_text: true,
    include_domains: ["tea.test"],
    exclude_domains: ["coffee.test"],
    start_published_date: "2024-01-01",
    end_published_date: "2024-12-31",
    user_location: "GB",
  };
  const results = await webAt(exa.url).search(query, { key: "k-1", signal });
  expect(exa.asked).toEqual([
    {
      path: "/search",
      key: "k-1",
      body: {
        query: "tea",
        type: "auto",
        numResults: 7,
        category: "news",
        includeDomains: ["tea.test"],
        excludeDomains: ["coffee.test"],
        startPublishedDate: "2024-01-01",
        endPublishedDate: "2024-12-31",
        userLocation: "GB",
        contents: { text: true, highlights: true, summary: true },
      },
    },
  ]);
  expect(results).toEqual([
    {
      title: "Tea",
      url: "https://tea.test/",
      published_date: "2024-05-01",
      author: "Ada",
      text: "All about tea",
      highlights: ["about tea"],
      summary: "Tea.",
    },
    { title: null, url: "https://bare.test/", published_date: null, author: null },
  ]);
});

test.each([
  [{ status: 401, body: { error: "Invalid key k-1" } }, "did not accept the key"],
  [{ status: 429, body: { error: "slow down" } }, "answered 429: slow down"],
  [{ status: 500, body: "<html>" }, "answered 500"],
  [{ body: "nonsense" }, "could not be read"],
  [{ body: { results: 3 } }, "could not be read"],
])("what the service does wrong (%j) is said in words, without the key", async (answer, words) => {
  const { url } = await aFakeExa(() => answer);
  const failure = await webAt(url)
    .search({ query: "tea", num_results: 1 }, { key: "k-1", signal })
    .catch((error) => error);
  expect(failure).toBeInstanceOf(WebError);
  expect(failure.message).toContain(words);
  expect(failure.message).not.toContain("k-1");
});

test("a service that cannot be reached is said so; a turn that is stopped stops the search", async () => {
  const web = webAt("http://127.0.0.1:1");
  const query = { query: "tea", num_results: 1 };
  await expect(web.search(query, { key: "k", signal })).rejects.toThrow("cannot be reached");
  const stopped = AbortSignal.abort(new Error("stopped"));
  await expect(web.search(query, { key: "k", signal: stopped })).rejects.toThrow("stopped");
});

const article = `<!doctype html><html><head><title>Tea</title></head><body><nav><a href="/">Home</a></nav>
  <article><p>There is <b>green</b> tea and <a href="black">black</a> tea, which come from one plant.</p></article></body></html>`;

test("a page is downloaded and turned into Markdown, also behind a redirect", async () => {
  const url = await aWebServer((request, response) => {
    if (request.url === "/old") return response.writeHead(302, { location: "/kinds/all" }).end();
    response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(article);
  });
  const text = await webAt().page(`${url}/old`, signal);
  expect(text).toBe(
    `# Tea\n\nThere is **green** tea and [black](${url}/kinds/black) tea, which come from one plant.`,
  );
});

test("of a page without a main content all text is given", async () => {
  const url = await aWebServer((_, response) => {
    response.writeHead(200, { "content-type": "text/html" }).end("<form>Name: <input></form>");
  });
  expect(await webAt().page(url, signal)).toBe("Name:");
});

test("plain text comes as it is, in the charset that the server names", async () => {
  const url = await aWebServer((_, response) => {
    response.writeHead(200, { "content-type": 'text/plain; charset="ISO-8859-1"' });
    response.end(Buffer.from("caf\xe9", "latin1"));
  });
  expect(await webAt().page(url, signal)).toBe("café");
});

test.each([
  ["image/png", 200, "PNG", "cannot be read as text"],
  ["text/html", 404, "gone", "answered 404"],
  ["text/html", 200, "<p> </p>", "No text was found"],
  ["text/plain", 200, "x".repeat(10 * 1024 * 1024 + 1), "larger than 10 MiB"],
])("a page of type %s with status %i is refused with a reason", async (type, status, body, words) => {
  const url = await aWebServer((_, response) => {
    response.on("error", () => {});
    response.writeHead(status, { "content-type": type }).end(body);
  });
  const failure = await webAt()
    .page(`${url}/a?signature=s3cret`, signal)
    .catch((error) => error);
  expect(failure).toBeInstanceOf(WebError);
  expect(failure.message).toContain(words);
  expect(failure.message).not.toContain("s3cret");
});

// The address comes from a model, and a page that it read may have told it where to look.
test("pages in the server's own network are not asked for, also not behind a name", async () => {
  let asked = 0;
  const url = await aWebServer((_, response) => {
    asked++;
    response.end("secret");
  });
  const web = webAt(undefined, false);
  await expect(web.page(url, signal)).rejects.toThrow("the address is not allowed");
  await expect(web.page(url.replace("127.0.0.1", "localhost"), signal)).rejects.toThrow("not allowed");
  expect(asked).toBe(0);
});
