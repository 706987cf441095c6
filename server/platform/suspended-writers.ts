import pg from 'pg';
import { Problem } from './problem.ts';

/** The SQLSTATE with which `auth.hold_active` refuses a write of whoever may not write (migration 0190). */
const SUSPENDED_SQLSTATE = 'SU403';

export const accountSuspended = (cause?: unknown) =>
  new Problem(403, 'account_suspended', 'This account is suspended. Contact your campus administrators.', {
    cause,
  });

/** Turns the refusal of a write by the database into its problem, so that no caller of a query need know of it. */
function asProblem(error: unknown): unknown {
  const isRefused = error instanceof pg.DatabaseError && error.code === SUSPENDED_SQLSTATE;
  return isRefused ? accountSuspended(error) : error;
}

/** Has a connection reject with `accountSuspended` where the database refuses a writer. */
export function refuseSuspendedWriters(client: pg.PoolClient): void {
  const originalQuery = client.query.bind(client) as (...args: unknown[]) => unknown;
  const refusingQuery = (...args: unknown[]) => {
    const result = originalQuery(...args);
    if (!(result instanceof Promise)) return result;
    return result.catch((error: unknown) => {
      throw asProblem(error);
    });
  };
  client.query = refusingQuery as typeof client.query; // the same dozen forms, passed through
}
