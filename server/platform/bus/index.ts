import { postgresBus } from './postgres.ts';
import type { Bus, Log } from './types.ts';

export { postgresBus } from './postgres.ts';

/** Redis where its address is given, else PostgreSQL. `databaseUrl` must be a direct connection. */
export async function openBus(options: { databaseUrl: string; redisUrl?: string; log: Log }): Promise<Bus> {
  const { databaseUrl, redisUrl, log } = options;
  if (redisUrl === undefined) return postgresBus({ connectionString: databaseUrl, log });
  const { redisBus } = await import('./redis.ts');
  return redisBus({ url: redisUrl, log });
}
