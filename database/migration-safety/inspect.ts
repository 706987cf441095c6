import pg from 'pg';

/**
 * What a migration does that members or the previous release would notice, who go on while it runs:
 * - `index`: builds an index on a table that exists, which stops writes meanwhile
 * - `rewrite`: writes a table anew, which stops everybody
 * - `scan`: reads a whole table while holding a lock that stops writes
 * - `update`: changes rows of a whole table in one transaction, whose locks it keeps until the end
 * - `contract`: takes away what the previous release reads, or refuses what it writes
 */
export type Kind = 'index' | 'rewrite' | 'scan' | 'update' | 'contract';
export interface Finding {
  kind: Kind;
  /** Such as `messaging.messages` or, of a column, `messaging.messages.type`. */
  object: string;
}

interface Column {
  type: string;
  required: boolean;
  filled: boolean;
}
interface Schema {
  /** Tables and views, with the file that holds the rows, and the table of which it is a partition, or itself; by name. */
  relations: Map<string, { id: number; kind: string; file: string; root: string }>;
  columns: Map<string, Column>;
  functions: Set<string>;
  /** Of each constraint: its table, its columns, and whether rows may be refused by it. */
  constraints: Map<string, { table: string; columns: string[] }>;
  indexes: Map<string, { table: string; unique: string | null }>;
}

const OURS = `(select oid from pg_namespace where nspname !~ '^(pg_|information_schema|graphile_worker|public$)')`;

async function readSchema(client: pg.Client): Promise<Schema> {
  const rows = async <Row>(text: string) => (await client.query(text)).rows as Row[];
  const relations = await rows<{ id: number; name: string; kind: string; file: string; root: string }>(
    `select oid::int as id, oid::regclass::text as name, relkind as kind, relfilenode::text as file,
       coalesce(pg_partition_root(oid), oid)::regclass::text as root
     from pg_class where relnamespace in ${OURS} and relkind in ('r', 'p', 'v', 'm')`,
  );
  const columns = await rows<Column & { name: string }>(
    `select format('%s.%s', attrelid::regclass, attname) as name, format_type(atttypid, atttypmod) as type,
       attnotnull as required, atthasdef or attidentity <> '' as filled
     from pg_attribute join pg_class c on c.oid = attrelid
     where relnamespace in ${OURS} and relkind in ('r', 'p', 'v', 'm') and not relispartition and attnum > 0 and not attisdropped`,
  );
  const functions = await rows<{ name: string }>(
    `select oid::regprocedure::text as name from pg_proc where pronamespace in ${OURS}`,
  );
  const constraints = await rows<{ name: string; table: string; columns: string[] }>(
    `select format('%s %s', conrelid::regclass, conname) as name, conrelid::regclass::text as table,
       (select array_agg(format('%s.%s', attrelid::regclass, attname))
        from pg_attribute where attrelid = conrelid and attnum = any(conkey)) as columns
     from pg_constraint where connamespace in ${OURS} and conrelid <> 0 and conparentid = 0 and coninhcount = 0 and contype in ('c', 'f', 'u', 'x', 'p')`,
  );
  const indexes = await rows<{ name: string; table: string; unique: string | null }>(
    `select indexrelid::regclass::text as name, indrelid::regclass::text as table,
       case when indisunique then substring(pg_get_indexdef(indexrelid) from ' ON .*') end as unique
     from pg_index join pg_class c on c.oid = indrelid where relnamespace in ${OURS} and not relispartition`,
  );
  return {
    relations: new Map(relations.map(({ name, ...row }) => [name, row])),
    columns: new Map(columns.map(({ name, ...row }) => [name, row])),
    functions: new Set(functions.map(({ name }) => name)),
    constraints: new Map(constraints.map(({ name, ...row }) => [name, row])),
    indexes: new Map(indexes.map(({ name, ...row }) => [name, row])),
  };
}

/** What the previous release would miss, and what would refuse its rows. */
function contractions(before: Schema, after: Schema): string[] {
  const found: string[] = [];
  for (const name of before.relations.keys()) if (!after.relations.has(name)) found.push(name);
  for (const [name, old] of before.columns) {
    const relation = name.slice(0, name.lastIndexOf('.'));
    if (!after.relations.has(relation)) continue;
    const now = after.columns.get(name);
    if (!now || now.type !== old.type || (now.required && !old.required)) found.push(name);
  }
  for (const [name, { required, filled }] of after.columns) {
    const relation = name.slice(0, name.lastIndexOf('.'));
    if (!before.columns.has(name) && before.relations.has(relation) && required && !filled) found.push(name);
  }
  for (const name of before.functions) if (!after.functions.has(name)) found.push(name);
  for (const [name, { table, columns }] of after.constraints)
    if (!before.constraints.has(name) && before.relations.has(table))
      if (columns?.some((column) => before.columns.has(column))) found.push(table);
  const unique = (schema: Schema) =>
    new Map([...schema.indexes.values()].flatMap((index) => (index.unique ? [[index.unique, index]] : [])));
  const [old, now] = [unique(before), unique(after)];
  // Without its index, `on conflict` of the previous release fails.
  for (const [key, { table }] of old) if (!now.has(key) && after.relations.has(table)) found.push(table);
  for (const [key, { table }] of now) if (!old.has(key) && before.relations.has(table)) found.push(table);
  return [...new Set(found)].sort();
}

/** Scans of each table by this transaction so far. */
async function scans(client: pg.Client): Promise<Map<number, number>> {
  const { rows } = await client.query<{ id: number; scans: number }>(
    `select oid::int as id, pg_stat_get_xact_numscans(oid)::int as scans
     from pg_class where relkind in ('r', 'm') and relnamespace in ${OURS}`,
  );
  return new Map(rows.map(({ id, scans }) => [id, scans]));
}

/** The locks that this transaction holds on tables, which it keeps until its end. */
async function heldLocks(client: pg.Client): Promise<Map<number, Set<string>>> {
  const { rows } = await client.query<{ id: number; modes: string[] }>(
    `select relation::int as id, array_agg(mode) as modes from pg_locks
     where pid = pg_backend_pid() and locktype = 'relation' and granted group by relation`,
  );
  return new Map(rows.map(({ id, modes }) => [id, new Set(modes)]));
}

/** Locks during which others may not write. */
const STOPS_WRITES = ['ShareLock', 'ShareRowExclusiveLock', 'ExclusiveLock', 'AccessExclusiveLock'];

export const OUTSIDE_TRANSACTION = /^-- without a transaction\b/im;

/**
 * Applies a migration to a database that has all earlier ones, and reports what it did. Scans are counted and not timed, so tables may
 * be empty. Locks without a scan are held for a moment, and the migration gives them up if it has to wait.
 */
export async function inspectMigration(url: string, text: string): Promise<Finding[]> {
  // A connection of its own: the counters of the server are those of a session.
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const before = await readSchema(client);
    if (OUTSIDE_TRANSACTION.test(text)) {
      await client.query(text);
      return contractions(before, await readSchema(client)).map((object) => ({ kind: 'contract', object }));
    }
    await client.query('begin');
    const scansBefore = await scans(client);
    await client.query(text);
    const scansAfter = await scans(client);
    const locks = await heldLocks(client);
    const after = await readSchema(client);
    await client.query('commit');

    const found = new Map<string, Finding>();
    const add = (kind: Kind, object: string) => found.set(`${kind} ${object}`, { kind, object });
    const indexed = new Set(
      [...after.indexes].filter(([name]) => !before.indexes.has(name)).map(([, { table }]) => table),
    );
    for (const [name, { id, kind, file, root }] of before.relations) {
      if (kind !== 'r' && kind !== 'm') continue;
      const isScanned = (scansAfter.get(id) ?? 0) > (scansBefore.get(id) ?? 0);
      const modes = locks.get(id) ?? new Set();
      if (indexed.has(root)) add('index', root);
      else if (after.relations.has(name) && after.relations.get(name)?.file !== file) add('rewrite', root);
      else if (isScanned && STOPS_WRITES.some((mode) => modes.has(mode))) add('scan', root);
      else if (isScanned && modes.has('RowExclusiveLock')) add('update', root);
    }
    for (const object of contractions(before, after)) add('contract', object);
    return [...found.values()];
  } finally {
    await client.end();
  }
}
