import { AppError } from "@/lib/shared/errors";

export interface Page {
  /** Items strictly earlier in the returned order than this one. */
  before?: string | null;
  /** Items strictly later in the returned order than this one. */
  after?: string | null;
  /** Items at the most; 0 = all of them. */
  limit?: number | null;
  order?: "asc" | "desc" | null;
}

type Row = { id: string };
type Where = Record<string, unknown>;

export interface ListOptions<R extends Row> {
  /** The organisation and the filters. The cursor is looked up inside the organisation only. */
  where: Where;
  organizationId: string;
  page: Page;
  /** Sort column; ties are broken by id, nulls come last in both orders. */
  column?: string;
  defaultOrder?: "asc" | "desc";
  defaultLimit?: number;
  /** What a cursor that names no row means: nothing, or an error of this status. */
  unknownCursor?: "ignore" | 404 | 400;
  /** Name of the entity in that error. */
  entity?: string;
  find: (query: { where: Where; orderBy: Where[]; take?: number }) => Promise<R[]>;
}

/**
 * Keyset pagination on (column, id), as every list of the API has it: `after` and `before` are relative to the
 * returned order, both together give a window, and the `limit` items nearest to the cursor are returned.
 * @throws AppError for an unknown cursor where the list is strict about it
 */
export async function listPage<R extends Row>(options: ListOptions<R>): Promise<R[]> {
  const { where, page, find, defaultLimit = 50 } = options;
  const column = options.column ?? "created_at";
  const order = page.order ?? options.defaultOrder ?? "desc";
  const bounds: Where[] = [];
  for (const side of ["after", "before"] as const) {
    const row = page[side] ? await cursorRow(options, page[side], column) : null;
    if (row) bounds.push(side === "after" ? later(row, column, order) : earlier(row, column, order));
  }
  const isBackwards = Boolean(page.before) && !page.after && bounds.length > 0;
  const direction = isBackwards ? flip(order) : order;
  const limit = page.limit ?? defaultLimit;
  const rows = await find({
    where: bounds.length > 0 ? { AND: [where, ...bounds] } : where,
    orderBy: [sortBy(column, direction, isBackwards), { id: direction }],
    ...(limit > 0 && { take: limit }),
  });
  return isBackwards ? rows.reverse() : rows;
}

const isNullable = (column: string) => column.startsWith("last_");
const flip = (order: "asc" | "desc") => (order === "asc" ? "desc" : "asc");
const sortBy = (column: string, direction: "asc" | "desc", isBackwards: boolean): Where =>
  isNullable(column)
    ? { [column]: { sort: direction, nulls: isBackwards ? "first" : "last" } }
    : { [column]: direction };

async function cursorRow<R extends Row>(options: ListOptions<R>, id: string, column: string) {
  const [row] = await options.find({
    where: { id, organization_id: options.organizationId },
    orderBy: [{ id: "asc" }],
    take: 1,
  });
  if (row) return { id: row.id, value: (row as unknown as Record<string, unknown>)[column] };
  if (!options.unknownCursor || options.unknownCursor === "ignore") return null;
  const text = `${options.entity ?? "Object"} with id '${id}' not found`;
  throw new AppError(options.unknownCursor === 404 ? "not_found" : "invalid_argument", text);
}

type Cursor = { id: string; value: unknown };

/** Strictly later in the order. Nulls are last, so beyond a value lie all nulls too. */
function later({ id, value }: Cursor, column: string, order: "asc" | "desc"): Where {
  const beyond = order === "asc" ? "gt" : "lt";
  if (value == null) return { [column]: null, id: { [beyond]: id } };
  const rows = [{ [column]: { [beyond]: value } }, { [column]: value, id: { [beyond]: id } }];
  return { OR: isNullable(column) ? [...rows, { [column]: null }] : rows };
}

/** Strictly earlier in the order: before a null come all values. */
function earlier({ id, value }: Cursor, column: string, order: "asc" | "desc"): Where {
  const beyond = order === "asc" ? "lt" : "gt";
  if (value == null) return { OR: [{ [column]: { not: null } }, { [column]: null, id: { [beyond]: id } }] };
  return { OR: [{ [column]: { [beyond]: value } }, { [column]: value, id: { [beyond]: id } }] };
}
