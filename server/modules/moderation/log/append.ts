import {
  canonicalJson,
  commitTo,
  GENESIS,
  hashAfter,
  type LogAct,
  leafOf,
  newSalt,
  type Opening,
} from '@chitlaq/protocol/moderation-log';
import type { Context } from '../../../platform/context.ts';
import { findTip, insertEntry, insertOpenings, lockLog } from './queries.ts';

export interface LoggedAct {
  act: LogAct;
  ruleId: string | null;
  endsAt: Date | null;
  /** The decision or appeal whose receipt opens this entry; null: none does. */
  recordId: string | null;
  /** Whom the act concerns. */
  memberId: string | null;
  /** Null: an automatic rule acted by itself. */
  moderatorId: string | null;
  /** The automatic rule that acted, or that the act is about, as in `<id>:<version>`. */
  automaticRule?: string | undefined;
  /** What it is about, as in `post:<id>`. */
  subject: string;
  /** What the member was told. */
  statement: string | null;
}

/**
 * Appends an act to the log, in its transaction, as the last thing that it does: the lock makes other acts of moderation wait until the
 * commit, and nothing else. Who and what is in the entry only as commitments.
 *
 * Cost: one lock, one look-up by key, two inserts.
 */
export async function appendToLog(tx: Context, act: LoggedAct): Promise<void> {
  const { memberId, moderatorId, recordId } = act;
  const forMember = await commitToAll({
    member: memberId,
    record: recordId,
    subject: memberId === null ? null : act.subject,
    statement: act.statement,
  });
  const forModerator = await commitToAll({ moderator: moderatorId });
  await lockLog(tx.db);
  // A second statement, so that it sees what the lock waited for.
  const tip = (await findTip(tx.db)) ?? { seq: 0, hash: GENESIS };
  const seq = tip.seq + 1;
  const entry = canonicalJson({
    v: 1,
    seq,
    at: tx.clock().toISOString(),
    act: act.act,
    rule: act.ruleId,
    endsAt: act.endsAt?.toISOString() ?? null,
    ...(act.automaticRule === undefined ? {} : { automaticRule: act.automaticRule }),
    commitments: { ...forMember.commitments, ...forModerator.commitments },
  });
  await insertEntry(tx.db, { seq, entry, hash: await hashAfter(tip.hash, await leafOf(entry)) });
  await insertOpenings(tx.db, [
    ...(memberId === null
      ? []
      : [{ seq, party: 'member' as const, userId: memberId, recordId, opening: forMember.opening }]),
    ...(moderatorId === null
      ? []
      : [
          {
            seq,
            party: 'moderator' as const,
            userId: moderatorId,
            recordId: null,
            opening: forModerator.opening,
          },
        ]),
  ]);
}

async function commitToAll(values: Record<string, string | null>) {
  const commitments: Record<string, string> = {};
  const opening: Record<string, Opening> = {};
  for (const [field, value] of Object.entries(values)) {
    if (value === null) continue;
    const salt = newSalt();
    commitments[field] = await commitTo(value, salt);
    opening[field] = { salt, value };
  }
  return { commitments, opening };
}
