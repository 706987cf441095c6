import type { Context } from '../../../platform/context.ts';
import { Problem } from '../../../platform/problem.ts';
import { audit } from '../audit/index.ts';
import { setOpen } from '../universities/queries.ts';
import { type OpenRule, rulesOfOpen } from './queries.ts';

/**
 * Closes a university to registration. Its members stay, and so do its rules, for the day it opens again; a registration that
 * waits for its confirmation may still be confirmed.
 * @throws Problem 404 `university_not_found`
 */
export async function closeUniversity(ctx: Context, id: string, by: string | null = null): Promise<void> {
  await ctx.transaction(async (tx) => {
    if (!(await rulesOfOpen(tx.db, id)).length)
      throw new Problem(404, 'university_not_found', 'There is no such university that is open.');
    await setOpen(tx.db, id, false);
    await audit(tx, { event: 'university_closed', actorId: by, subject: { type: 'university', id } });
  });
}

/** Who may register and as what: every rule of every open university, for operators. */
export const openRules = (ctx: Context): Promise<OpenRule[]> => rulesOfOpen(ctx.db);
