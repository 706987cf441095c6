import type pg from 'pg';
import { activeSpan, fail, startSpan } from './index.ts';

const MAX_SUMMARIES = 1_000;
const summaries = new Map<string, string>();

const TABLE = '"?([a-z_]+)"?\\."?([a-z_]+)"?';
const CHANGE = new RegExp(`\\b(insert into|update|delete from)\\s+${TABLE}`, 'i');
const READ = new RegExp(`\\b(from)\\s+${TABLE}`, 'i');

/** What a statement does to which table, as in `select content.posts`: neither values nor the text, which may hold them. */
export function summaryOf(text: string): string {
  let summary = summaries.get(text);
  if (summary === undefined) {
    const first = /^\s*([a-z]+)/i.exec(text)?.[1]?.toLowerCase() ?? 'query';
    // With a common table expression, what is changed says more than what is read for it.
    const change = first === 'select' ? null : CHANGE.exec(text);
    const [, , schema, table] = change ?? READ.exec(text) ?? [];
    const verb = change?.[1]?.split(' ')[0]?.toLowerCase() ?? (first === 'with' ? 'select' : first);
    summary = table === undefined ? verb : `${verb} ${schema}.${table}`;
    if (summaries.size < MAX_SUMMARIES) summaries.set(text, summary);
  }
  return summary;
}

/** Makes a connection record a span for each statement of a traced request or job. */
export function traceStatements(client: pg.PoolClient): void {
  const query = client.query.bind(client) as (...args: unknown[]) => unknown;
  const tracedQuery = (...args: unknown[]) => {
    const [given] = args;
    const text = typeof given === 'string' ? given : (given as { text?: unknown } | undefined)?.text;
    if (activeSpan() === undefined || typeof text !== 'string') return query(...args);
    const summary = summaryOf(text);
    const span = startSpan(summary, {
      kind: 'client',
      attributes: { 'db.system.name': 'postgresql', 'db.query.summary': summary },
    });
    const result = query(...args);
    if (span === undefined || !(result instanceof Promise)) {
      span?.end();
      return result;
    }
    result.then(
      () => span.end(),
      (error: unknown) => {
        fail(span, error);
        span.end();
      },
    );
    return result;
  };
  client.query = tracedQuery as typeof client.query; // overloads: the same dozen call forms are passed through
}
