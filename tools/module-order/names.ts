/** The tables, views, functions and types of the database, by schema. */
export type Objects = ReadonlyMap<string, ReadonlySet<string>>;

/** Blanks SQL comments, but not what looks like one inside a string. Positions stay. */
const withoutComments = (sql: string): string =>
  sql.replace(/'(?:[^']|'')*'|--[^\n]*|\/\*[\s\S]*?\*\//g, (part) =>
    part.startsWith("'") ? part : part.replace(/[^\n]/g, ' '),
  );

export interface NamedObject {
  schema: string;
  object: string;
  offset: number;
  /** Whether rows of it are inserted, changed or deleted. */
  isWritten: boolean;
}

const WRITE = /\b(?:insert\s+into|update|delete\s+from|merge\s+into|truncate(?:\s+table)?)\s+(?:only\s+)?$/i;

/**
 * The objects that a piece of SQL, or a Kysely table expression, names as `schema.object`.
 *
 * A name counts only if the object exists: aliases (`search.status`), events (`content.published`) and jobs look the same.
 * The exception is a piece that ends with a schema and a dot: the rest is inserted, so it stands for any object.
 */
export function namedObjects(objects: Objects, sql: string, continues = false): NamedObject[] {
  const found: NamedObject[] = [];
  const text = withoutComments(sql);
  for (const match of text.matchAll(/(?<![\w."])"?([a-z_]+)"?(?:\s*\.\s*"?([a-z_][a-z_0-9]*)"?|\.$)/g)) {
    const [, schema = '', object] = match;
    const known = objects.get(schema);
    if (known === undefined) continue;
    if (object === undefined ? continues : known.has(object))
      found.push({
        schema,
        object: object ?? '*',
        offset: match.index,
        isWritten: WRITE.test(text.slice(0, match.index)),
      });
  }
  return found;
}

/** The line of an offset, from 1. */
export const lineAt = (text: string, offset: number): number => text.slice(0, offset).split('\n').length;
