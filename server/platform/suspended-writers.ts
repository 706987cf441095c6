import pg from 'pg';
import { Problem } from './problem.ts';

/** The SQLSTATE with which `auth.lock_active_account` refuses a write of a suspended member. */
const SUSPENDED_SQLSTATE = 'SU403';

export const accountSuspended = (cause?: unknown) =>
  new Problem(403, 'account_suspended', 'This account is suspended. Contact your campus administrators.', {
    cause,
  });

/** Maps the database's refusal to its problem, so that callers of queries need not know of it. */
function asProblem(error: unknown): unknown {
  const isRefused = error instanceof pg.DatabaseError && error.code === SUSPENDED_SQLSTATE;
  return isRefused ? accountSuspended(error) : error;
}

/** Makes a connection reject with `accountSuspended` when the database refuses a suspended writer. */
export function refuseSuspendedWriters(client: pg.PoolClient): void {
  const originalQuery = client.query.bind(client) as (...args: unknown[]) => unknown;
  const refusingQuery = (...args: unknown[]) => {
    const result = originalQuery(...args);
    if (!(result instanceof Promise)) return result;
    return result.catch((error: unknown) => {
      throw asProblem(error);
    });
  };
  client.query = refusingQuery as typeof client.query; // overloads: the same dozen call forms are passed through
}
