import { timingSafeEqual } from 'node:crypto';
import { commitment as commitmentOf } from '@chitlaq/sealing/pseudonym';
import type { Context } from '../../../platform/context.ts';
import type { Viewer } from '../../../platform/http/viewer.ts';
import { requireBoards } from '../guard.ts';
import { daysAfter, REPLACED_SECRET_DAYS } from '../limits.ts';
import { secretExists, secretMissing, secretWrong, tooManySecrets } from '../problems.ts';
import { type Commitment, findCommitment, saveCommitment } from './queries.ts';
import type { SecretBody } from './schemas.ts';

/** A day of time is all that is kept: together with what was published then, more would tell whose it is. */
const dayOf = (at: Date): string => at.toISOString().slice(0, 10);

/**
 * Chooses the secret with which the viewer writes from now on, or replaces one that is lost. The same again changes nothing.
 * @throws Problem 409 `board_secret_exists`
 */
export async function chooseSecret(
  ctx: Context,
  viewer: Viewer,
  { commitment, replace }: SecretBody,
): Promise<{ writeFrom: string }> {
  await requireBoards(ctx);
  const known = await findCommitment(ctx.db, viewer.id);
  if (known?.commitment === commitment) return { writeFrom: known.writeFrom.toISOString() };
  const day = dayOf(ctx.clock());
  const since = new Date(`${day}T00:00:00Z`);
  const writeFrom = known === undefined ? since : daysAfter(since, REPLACED_SECRET_DAYS + 1);
  const row = { memberId: viewer.id, commitment, day, writeFrom };
  if (!(await saveCommitment(ctx.db, row, replace && known !== undefined))) throw secretExists();
  return { writeFrom: writeFrom.toISOString() };
}

/** As many as a known device has for a password. A secret cannot be guessed; this stops scripts. */
const WRONG = { attempts: 20, windowSeconds: 15 * 60 };

/**
 * Whether this is the viewer's secret.
 * @throws Problem 403 `board_secret_missing`, `board_secret_wrong`; 429 `too_many_attempts`
 */
export async function requireSecret(ctx: Context, viewer: Viewer, secret: string): Promise<Commitment> {
  const known = await findCommitment(ctx.db, viewer.id);
  if (known === undefined) throw secretMissing();
  const shown = await commitmentOf(secret);
  if (timingSafeEqual(Buffer.from(known.commitment), Buffer.from(shown))) return known;
  // Only wrong ones are counted: a count of right ones under the member's id would say when they write.
  const { count, resetsInMs } = await ctx.cache.increment(`boards:wrong:${viewer.id}`, WRONG.windowSeconds);
  if (count > WRONG.attempts) throw tooManySecrets(Math.ceil(resetsInMs / 1000));
  throw secretWrong();
}
