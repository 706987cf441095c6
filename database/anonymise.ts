import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inventory, isPersonal, type Mask } from './inventory/index.ts';

export class AnonymiseProblem extends Error {}

interface Options {
  /** Addresses of the campus's own database, which is refused. */
  live: readonly string[];
  /** Masks the database even if it is the campus's own or somebody uses it. */
  evenIfLive?: boolean;
}

const name = pg.escapeIdentifier;
const text = pg.escapeLiteral;

/** The same database, whatever the password and the parameters of the address. */
function placeOf(url: string): string {
  const { hostname, port, pathname } = new URL(url);
  return `${hostname === 'localhost' ? '127.0.0.1' : hostname}:${port || '5432'}${pathname}`;
}

/** The value that stands in place of another, as SQL. `type` is that of the column. */
function masked(mask: Mask, column: string, type: string, salt: string): string | undefined {
  const words = (value: string) => `regexp_replace(${value}, '\\S', 'x', 'g')`;
  const ifAny = (value: string) => `case when ${column} is not null then ${value} end`;
  switch (mask) {
    case 'kept':
      return undefined;
    case 'email':
      return `left(md5(${text(salt)} || ${column}), 20) || '@masked.example'`;
    case 'username':
      return `'u' || left(md5(${text(salt)} || ${column}), 15)`;
    case 'words':
      return type === 'text[]'
        ? ifAny(
            `array(select ${words('part')} from unnest(${column}) with ordinality as parts(part, position) order by position)`,
          )
        : words(column);
    case 'pattern':
      return type === 'bytea'
        ? `sha256(${text(salt)}::bytea || ${column})`
        : `md5(${text(salt)} || ${column})`;
    case 'null':
      return 'null';
    case 'empty text':
      return ifAny(`''`);
    case 'empty list':
      return ifAny(type === 'jsonb' ? `'[]'::jsonb` : `'{}'::${type}`);
    case 'empty object':
      return ifAny(`'{}'::jsonb`);
    case 'empty vector':
      return ifAny(`''::tsvector`);
    case 'empty bytes':
      return ifAny(`'\\x'::bytea`);
  }
}

/**
 * Masks what the inventory calls personal in a copy of the database, and deletes waiting jobs, whose payloads may contain addresses. All or
 * nothing; then the tables are written anew, so that no old row stays in their files.
 * @throws AnonymiseProblem if the database is the campus's own or in use, or has a column that the inventory does not know
 */
export async function anonymise(
  url: string,
  { live, evenIfLive = false }: Options,
): Promise<{ tables: number }> {
  if (!evenIfLive && live.some((other) => placeOf(other) === placeOf(url)))
    throw new AnonymiseProblem('This is the campus’s own database. Name a copy of it.');
  const client = new pg.Client({ connectionString: url, application_name: 'chitlaq anonymise' });
  await client.connect();
  try {
    const { rows: users } = await client.query(
      `select from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'`,
    );
    if (!evenIfLive && users.length > 0)
      throw new AnonymiseProblem(
        `${users.length} other connections use this database, so it may be a campus’s own. Stop what uses it, or name a copy.`,
      );
    await client.query('begin');
    const tables = await maskAll(client);
    await client.query('commit');
    await client.query(`vacuum (full, analyze) ${tables.join(', ')}`);
    return { tables: tables.length };
  } finally {
    await client.end(); // rolls back an open transaction as well
  }
}

/** @returns the tables that were masked */
async function maskAll(client: pg.Client): Promise<string[]> {
  await client.query('set local statement_timeout = 0');
  const columns = await columnsOf(client);
  const salt = randomBytes(16).toString('hex');
  const restored = await dropKeysOfMasked(client);
  const tables: string[] = [];
  for (const [schema, entries] of Object.entries(inventory)) {
    for (const [table, entry] of Object.entries(entries)) {
      if (!isPersonal(entry)) continue;
      const path = `${name(schema)}.${name(table)}`;
      const values = Object.entries(entry.personal).flatMap(([column, mask]) => {
        const found = columns.get(`${schema}.${table}.${column}`);
        if (!found)
          throw new AnonymiseProblem(
            `${schema}.${table}.${column} does not exist: use the release that made the copy.`,
          );
        const value = found.isGenerated ? undefined : masked(mask, name(column), found.type, salt);
        return value === undefined ? [] : [`${name(column)} = ${value}`];
      });
      if (!entry.isEmptyInCopies && values.length === 0) continue;
      await client.query(`alter table ${path} disable trigger user`);
      await client.query(
        entry.isEmptyInCopies ? `delete from ${path}` : `update ${path} set ${values.join(', ')}`,
      );
      await client.query('set constraints all immediate');
      await client.query(`alter table ${path} enable trigger user`);
      tables.push(path);
    }
  }
  for (const statement of restored) await client.query(statement);
  await deleteJobs(client);
  return tables;
}

/** Every column of the campus's schemas. @throws AnonymiseProblem if the inventory lacks one: what is unknown is not masked */
async function columnsOf(client: pg.Client): Promise<Map<string, { type: string; isGenerated: boolean }>> {
  const { rows } = await client.query<{
    schema: string;
    table: string;
    column: string;
    type: string;
    isGenerated: boolean;
  }>(`
    select namespace.nspname as schema, class.relname as table, attribute.attname as column,
      format_type(attribute.atttypid, null) as type, attribute.attgenerated <> '' as "isGenerated"
    from pg_class class join pg_namespace namespace on namespace.oid = class.relnamespace
    join pg_attribute attribute on attribute.attrelid = class.oid and attribute.attnum > 0 and not attribute.attisdropped
    where class.relkind in ('r', 'p') and not class.relispartition
      and namespace.nspname !~ '^pg_' and namespace.nspname not in ('information_schema', 'graphile_worker', 'public')`);
  for (const { schema, table, column } of rows) {
    const entry = inventory[schema]?.[table];
    const isKnown =
      entry &&
      (isPersonal(entry)
        ? column in entry.personal || entry.notPersonal.includes(column)
        : entry.includes(column));
    if (!isKnown)
      throw new AnonymiseProblem(
        `${schema}.${table}.${column} is not in the inventory: use the release that made the copy.`,
      );
  }
  return new Map(rows.map(({ schema, table, column, ...found }) => [`${schema}.${table}.${column}`, found]));
}

/** Drops the foreign keys to columns that are masked. @returns the statements that bring them back */
async function dropKeysOfMasked(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{
    table: string;
    key: string;
    definition: string;
    target: string;
    columns: string[];
  }>(`
    select conrelid::regclass::text as table, conname as key, pg_get_constraintdef(reference.oid) as definition,
      namespace.nspname || '.' || class.relname as target,
      array(select attname::text from pg_attribute where attrelid = confrelid and attnum = any(confkey)) as columns
    from pg_constraint reference join pg_class class on class.oid = confrelid
    join pg_namespace namespace on namespace.oid = class.relnamespace where contype = 'f' and conparentid = 0`);
  const restored: string[] = [];
  for (const { table, key, definition, target, columns } of rows) {
    const [schema = '', targetTable = ''] = target.split('.');
    const entry = inventory[schema]?.[targetTable];
    if (
      !entry ||
      !isPersonal(entry) ||
      columns.every((column) => (entry.personal[column] ?? 'kept') === 'kept')
    )
      continue;
    await client.query(`alter table ${table} drop constraint ${name(key)}`);
    restored.push(`alter table ${table} add constraint ${name(key)} ${definition}`);
  }
  return restored;
}

async function deleteJobs(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ table: string }>(`
    select format('%I.%I', table_schema, table_name) as table from information_schema.columns
    where table_schema = 'graphile_worker' and column_name = 'payload'
      and (table_schema, table_name) in (select table_schema, table_name from information_schema.tables where table_type = 'BASE TABLE')`);
  for (const { table } of rows) await client.query(`delete from ${table}`);
}
