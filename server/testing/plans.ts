import type { KyselyPlugin } from 'kysely';
import type pg from 'pg';
import type { OpenContext } from '../platform/context.ts';
import type { Db } from '../platform/db.ts';

export interface PlanNode {
  'Node Type': string;
  'Relation Name'?: string;
  'Index Name'?: string;
  'Actual Rows': number;
  'Actual Loops': number;
  'Rows Removed by Filter'?: number;
  Plans?: PlanNode[];
}

/** The plan nodes, with real row counts, of all queries that `work` runs. */
export async function plansOf(
  { ctx }: { ctx: OpenContext },
  work: (db: Db) => Promise<unknown>,
): Promise<PlanNode[]> {
  const queries: { sql: string; parameters: readonly unknown[] }[] = [];
  const watch: KyselyPlugin = {
    transformQuery({ node, queryId }) {
      queries.push(ctx.db.getExecutor().compileQuery(node, queryId));
      return node;
    },
    transformResult: async ({ result }) => result,
  };
  await work(ctx.db.withPlugin(watch));
  const nodes: PlanNode[] = [];
  for (const statement of queries) nodes.push(...(await planOf({ ctx }, statement)));
  return nodes;
}

/** The nodes of one statement's plan, as `plansOf`. */
export async function planOf(
  { ctx }: { ctx: OpenContext },
  { sql, parameters }: { sql: string; parameters: readonly unknown[] },
): Promise<PlanNode[]> {
  const { rows } = await ctx.pool.query(`explain (analyze, format json) ${sql}`, [...parameters]);
  const nodes: PlanNode[] = [];
  const walk = (node: PlanNode): void => {
    nodes.push(node);
    node.Plans?.forEach(walk);
  };
  walk(rows[0]['QUERY PLAN'][0].Plan);
  return nodes;
}

/** How plans read one table: the kinds of scan, and the rows read from it; and all indexes that they use. */
export function nodesOf(plan: readonly PlanNode[], table: string) {
  const nodes = plan.filter((node) => node['Relation Name'] === table);
  return {
    scanTypes: new Set(nodes.map((node) => node['Node Type'])),
    indexes: new Set(plan.flatMap((node) => node['Index Name'] ?? [])),
    rows: nodes.reduce((sum, node) => sum + node['Actual Rows'] * node['Actual Loops'], 0),
  };
}

/**
 * Inserts many rows, in one transaction without triggers and foreign keys, which take most of the time. The rows must be consistent,
 * and no table among them may have counters.
 */
export async function insertInBulk(
  { ctx }: { ctx: OpenContext },
  work: (client: pg.PoolClient) => Promise<void>,
): Promise<void> {
  const client = await ctx.pool.connect();
  try {
    await client.query('begin');
    await client.query('set local session_replication_role = replica');
    await work(client);
    await client.query('commit');
  } finally {
    client.release();
  }
}
