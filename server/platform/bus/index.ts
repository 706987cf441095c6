import { postgresBus } from './postgres.ts';
import type { Bus, Log } from './types.ts';

export { postgresBus } from './postgres.ts';

/**
 * Opens the Redis bus if `redisUrl` is set, else the PostgreSQL bus. `databaseUrl` must be a direct connection (LISTEN does not
 * work through PgBouncer).
 */
export async function openBus(options: {
  databaseUrl: string;
  redisUrl?: string;
  /** The address for a new connection. */
  current: (address: string) => string;
  log: Log;
}): Promise<Bus> {
  const { databaseUrl, redisUrl, current, log } = options;
  if (redisUrl === undefined) return postgresBus({ connectionString: () => current(databaseUrl), log });
  const { redisBus } = await import('./redis.ts');
  return redisBus({ url: () => current(redisUrl), log });
}
