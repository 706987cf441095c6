import { sql } from 'kysely';
import type { Db } from '../../../platform/db.ts';

export interface Commitment {
  commitment: string;
  writeFrom: Date;
}

/** Index: commitments_pkey. */
export async function findCommitment(db: Db, memberId: string): Promise<Commitment | undefined> {
  const { rows } = await sql<Commitment>`
    select commitment, write_from as "writeFrom" from boards.commitments where member_id = ${memberId}`.execute(
    db,
  );
  return rows[0];
}

/**
 * Keeps a member's commitment. @returns whether it did: not if they have one, unless it is to be replaced
 * @param row.day  of its making, as in `2026-11-30`
 */
export async function saveCommitment(
  db: Db,
  row: { memberId: string; commitment: string; day: string; writeFrom: Date },
  replace: boolean,
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into boards.commitments as known (member_id, commitment, made_on, write_from)
    values (${row.memberId}, ${row.commitment}, ${row.day}, ${row.writeFrom})
    on conflict (member_id) do update set
      commitment = excluded.commitment, made_on = excluded.made_on, write_from = excluded.write_from
    where ${replace}`.execute(db);
  return numAffectedRows === 1n;
}

/** That a member has a secret, without what is kept of it. Index: commitments_pkey. */
export async function findCommitmentForArchive(
  db: Db,
  memberId: string,
): Promise<{ madeOn: string; writesFrom: string } | undefined> {
  const { rows } = await sql<{ madeOn: string; writeFrom: Date }>`
    select made_on::text as "madeOn", write_from as "writeFrom" from boards.commitments where member_id = ${memberId}`.execute(
    db,
  );
  return rows[0] && { madeOn: rows[0].madeOn, writesFrom: rows[0].writeFrom.toISOString() };
}
