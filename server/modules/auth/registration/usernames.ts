import { suggestUsernames, usernameProblem } from '@chitlaq/text';
import type { Context } from '../../../platform/context.ts';
import { findTakenUsernames } from './queries.ts';

const SUGGESTIONS = 3;

/** Whether a username is available, and similar ones that are. Two statements at most. */
export async function usernameAvailability(
  ctx: Context,
  query: { username: string; displayName?: string | undefined },
) {
  const username = query.username.trim().toLowerCase();
  const problem = usernameProblem(username);
  if (problem === null && (await findTakenUsernames(ctx.db, [username], ctx.clock(), null)).size === 0)
    return { available: true, problem, suggestions: [] };

  const name = query.displayName || username;
  const candidates: string[] = [];
  suggestUsernames(name, (candidate) => candidates.push(candidate) > 0); // all candidates to ask about, best first
  const taken = await findTakenUsernames(ctx.db, candidates, ctx.clock(), null);
  const suggestions = suggestUsernames(name, (candidate) => taken.has(candidate)).slice(0, SUGGESTIONS);
  return { available: false, problem: problem ?? ('taken' as const), suggestions };
}
