import { sql } from 'kysely';
import { type Random, randomFrom } from '../../database/seed/random.ts';
import type { Context } from '../../server/platform/context.ts';
import type { Viewer } from '../../server/platform/http/viewer.ts';

export interface Sampled {
  viewer: Viewer;
  /** The member's own random generator, derived from the seed. */
  random: Random;
}

/** Members drawn at random, with a seed, from the eligible ones. */
export async function sample(
  ctx: Context,
  ids: readonly string[],
  count: number,
  seed: number,
): Promise<Sampled[]> {
  const { rows } = await sql<{ id: string; universityId: string }>`
    select id, university_id as "universityId" from auth.member_view
    where status = 'active' and id = any(${ids}::uuid[])
    order by md5(id::text || ${seed}::integer) limit ${count}`.execute(ctx.db);
  return rows.map(({ id, universityId }, index) => ({
    viewer: { id, sessionId: id, universityId, roles: ['member'] },
    random: randomFrom(seed * 1_000_003 + index),
  }));
}

class Rollback extends Error {}

/** Runs `work` in a transaction that is rolled back, with `now` as the current time. @returns what `work` returns */
export async function withRollback<T>(
  ctx: Context,
  now: Date,
  work: (tx: Context) => Promise<T>,
): Promise<T> {
  let result: { value: T } | undefined;
  try {
    await ctx.transaction(async (tx) => {
      await sql`select set_config('statement_timeout', '0', true), set_config('idle_in_transaction_session_timeout', '0', true)`.execute(
        tx.db,
      );
      const isolated: Context = {
        ...tx,
        // Caches of its own: those of the process hold what other moments computed.
        state: new Map(),
        clock: () => now,
        transaction: (inner) => inner(isolated),
      };
      result = { value: await work(isolated) };
      throw new Rollback();
    });
  } catch (error) {
    if (!(error instanceof Rollback)) throw error;
  }
  if (result === undefined) throw new Error('work returned no result');
  return result.value;
}
