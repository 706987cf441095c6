import type pg from 'pg';
import { activeSpan, fail, startSpan } from './index.ts';

const MAX_SUMMARIES = 1_000;
const summaries = new Map<string, string>();

const CHANGE = /\b(insert(?= into)|delete(?= from)|update(?= "?[a-z_]+"?\.))/i;
const TABLE = /\b(?:from|into|update)\s+"?([a-z_]+)"?\."?([a-z_]+)"?/i;

/** What a statement does to which table, as in `select content.posts`: neither values nor the text, which may hold them. */
export function summaryOf(text: string): string {
  let summary = summaries.get(text);
  if (summary === undefined) {
    const first = /^\s*([a-z]+)/i.exec(text)?.[1]?.toLowerCase() ?? 'query';
    const verb = first === 'with' ? (CHANGE.exec(text)?.[1]?.toLowerCase() ?? 'select') : first;
    const [, schema, table] = TABLE.exec(text) ?? [];
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
