/** The order in which a function by position takes its arguments: the required ones, then the others as the schema lists them. */
export function argumentOrder(parameters: Record<string, unknown>, args: Record<string, unknown>): string[] {
  const listed = Object.keys((parameters.properties as object | undefined) ?? {});
  const required = ((parameters.required as string[] | undefined) ?? []).filter((name) =>
    listed.includes(name),
  );
  return [...new Set([...required, ...listed, ...Object.keys(args)])];
}
