import { postgresBus } from './postgres.ts';
import type { Bus, Log } from './types.ts';

export { postgresBus } from './postgres.ts';

/**
 * Opens the Redis bus if `redisUrl` is set, else the PostgreSQL bus. `databaseUrl` must be a direct connection (LISTEN does not
 * work through PgBouncer).
 */
export async function openBus(options: { databaseUrl: string; redisUrl?: string; log: Log }): Promise<Bus> {
  const { databaseUrl, redisUrl, log } = options;
  if (redisUrl === undefined) return postgresBus({ connectionString: databaseUrl, log });
  const { redisBus } = await import('./redis.ts');
  return redisBus({ url: redisUrl, log });
}
