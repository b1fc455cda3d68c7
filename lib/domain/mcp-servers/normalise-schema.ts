type Schema = Record<string, unknown>;

const refDepthMax = 10;
/** References may double at every level; a schema that unfolds into more values than this is empty from there on. */
const valuesMax = 100_000;

/**
 * A tool's schema as models can use it: references are put in their place, the root is an object, objects with named
 * properties take no others unless they say so, and equal branches of a choice are one. Objects without named
 * properties are maps and stay open.
 */
export function normaliseSchema(given: Schema): Schema {
  const unfolded = inlineRefs(given) as Schema;
  const closed = close(unfolded) as Schema;
  const { $schema: _dialect, $defs: _defs, definitions: _definitions, ...root } = closed;
  return {
    ...root,
    type: root.type ?? "object",
    properties: root.properties ?? {},
    required: root.required ?? [],
    additionalProperties: root.additionalProperties ?? false,
  };
}

/** The same schema without `$ref`. One that points nowhere, outside, or into itself too deeply becomes `{}`. */
export function inlineRefs(root: Schema): unknown {
  let values = 0;
  const walk = (node: unknown, depth: number): unknown => {
    if (Array.isArray(node)) {
      values += 1 + node.length;
      return values > valuesMax ? [] : node.map((item) => walk(item, depth));
    }
    if (!isSchema(node)) return node;
    values += 1 + Object.keys(node).length;
    if (values > valuesMax) return {};
    if (typeof node.$ref !== "string") return mapValues(node, (value) => walk(value, depth));
    const { $ref, ...others } = node;
    const found = depth < refDepthMax ? pointed(root, $ref) : undefined;
    if (!isSchema(found)) return mapValues(others, (value) => walk(value, depth));
    return { ...(walk(found, depth + 1) as Schema), ...mapValues(others, (value) => walk(value, depth)) };
  };
  return walk(root, 0);
}

function pointed(root: Schema, ref: string): unknown {
  if (!ref.startsWith("#/")) return undefined;
  const steps = ref.slice(2).split("/");
  const unescaped = steps.map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
  return unescaped.reduce<unknown>((at, step) => (isSchema(at) ? at[step] : undefined), root);
}

function close(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(close);
  if (!isSchema(node)) return node;
  const inner = closeInside(node);
  const type = inner.type ?? typeOfValues(inner);
  const typed = type === undefined ? inner : { ...inner, type };
  const isRecord = isSchema(inner.properties) && Object.keys(inner.properties).length > 0;
  return isRecord ? { ...typed, additionalProperties: inner.additionalProperties ?? false } : typed;
}

/** Only what holds schemas is walked: a default or an example may look like one. */
function closeInside(node: Schema): Schema {
  const result = { ...node };
  if (isSchema(node.properties)) result.properties = mapValues(node.properties, close);
  for (const word of ["items", "additionalProperties", "prefixItems", "not"])
    if (typeof node[word] === "object") result[word] = close(node[word]);
  for (const word of ["anyOf", "oneOf", "allOf"])
    if (Array.isArray(node[word])) result[word] = distinct(node[word].map(close));
  return result;
}

function distinct(branches: unknown[]): unknown[] {
  return [...new Map(branches.map((branch) => [JSON.stringify(branch), branch])).values()];
}

/** `const` and `enum` tell the type where nothing else does. */
function typeOfValues({ const: constant, enum: values }: Schema): string | undefined {
  const all = constant !== undefined ? [constant] : Array.isArray(values) ? values : [];
  const types = [...new Set(all.map((value) => (value === null ? "null" : typeof value)))];
  return types.length === 1 && ["string", "number", "boolean", "null"].includes(types[0])
    ? types[0]
    : undefined;
}

const mapValues = (object: Schema, change: (value: unknown) => unknown): Schema =>
  Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value)]));

export const isSchema = (value: unknown): value is Schema =>
  typeof value === "object" && value !== null && !Array.isArray(value);
