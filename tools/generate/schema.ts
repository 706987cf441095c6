import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { schemas } from '../../server/modules/table.ts';
import { startPostgres } from '../../server/platform/embedded-postgres/index.ts';
import { migrate } from '../../server/platform/migrate.ts';

/** Each schema after all migrations: types, tables, constraints, indexes, views, functions, triggers. By schema name. */
export async function schemaPictures(root: string): Promise<Map<string, string>> {
  const folder = mkdtempSync(join(tmpdir(), 'chitlaq-schema-'));
  const server = await startPostgres({ dataDir: join(folder, 'postgres'), durable: false });
  try {
    await migrate(server.url, join(root, 'database/migrations'));
    const client = new pg.Client({ connectionString: server.url });
    await client.connect();
    const pictures = new Map<string, string>();
    for (const schema of schemas) pictures.set(schema, await picture(client, schema));
    await client.end();
    return pictures;
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function picture(client: pg.Client, schema: string): Promise<string> {
  const rows = async <Row extends pg.QueryResultRow>(text: string) =>
    (await client.query<Row>(text, [schema])).rows;
  const types = await rows<{ line: string }>(`
    select format(E'create type %s.%s as (\\n%s\\n);', n.nspname, c.relname,
      string_agg(format('  %s %s', a.attname, format_type(a.atttypid, a.atttypmod)), E',\\n' order by a.attnum)) as line
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where n.nspname = $1 and c.relkind = 'c' group by n.nspname, c.relname order by c.relname`);
  const columns = await rows<{ table: string; line: string }>(`
    select c.relname as table, format('  %s %s%s%s', a.attname, format_type(a.atttypid, a.atttypmod),
      case when a.attnotnull then ' not null' else '' end,
      coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid), '')) as line
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
    where n.nspname = $1 and c.relkind in ('r', 'p') and not c.relispartition order by c.relname, a.attnum`);
  const constraints = await rows<{ table: string; line: string }>(`
    select c.relname as table, '  ' || pg_get_constraintdef(k.oid) as line
    from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = $1 and k.contype in ('p', 'u', 'f', 'c') and not c.relispartition
    order by c.relname, k.contype desc, 2`);
  const indexes = await rows<{ line: string }>(`
    select pg_get_indexdef(i.indexrelid) || ';' as line
    from pg_index i join pg_class c on c.oid = i.indrelid join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = $1 and not c.relispartition and not i.indisprimary order by 1`);
  const views = await rows<{ line: string }>(`
    select format(E'create view %s.%s as\\n%s', schemaname, viewname, definition) as line
    from pg_views where schemaname = $1 order by viewname`);
  const functions = await rows<{ line: string }>(`
    select pg_get_functiondef(p.oid) as line from pg_proc p join pg_namespace n on n.oid = p.pronamespace
    where n.nspname = $1 order by p.proname`);
  const triggers = await rows<{ line: string }>(`
    select pg_get_triggerdef(t.oid) || ';' as line
    from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = $1 and not t.tgisinternal and t.tgparentid = 0 order by c.relname, t.tgname`);
  const tables = [...new Set(columns.map((row) => row.table))].map((table) => {
    const lines = [...columns, ...constraints].filter((row) => row.table === table).map((row) => row.line);
    return `create table ${schema}.${table} (\n${lines.join(',\n')}\n);`;
  });
  const parts = [
    ...types.map((row) => row.line),
    ...tables,
    indexes.map((row) => row.line).join('\n'),
    ...views.map((row) => row.line),
    ...functions.map((row) => row.line.trim()),
    triggers.map((row) => row.line).join('\n'),
  ];
  return `-- The schema \`${schema}\` after all migrations. Generated: npm run generate\n\n${parts.filter(Boolean).join('\n\n')}\n`;
}
