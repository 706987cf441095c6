import { sql } from 'kysely';
import type { Db } from '../../../platform/db.ts';

const AT_ONCE = 5_000;

/** @returns how many it erased. Index: identities_sealed */
export async function eraseIdentities(db: Db, sealedBefore: Date): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from boards.identities where (thread_id, tag) in (
      select thread_id, tag from boards.identities where sealed_at < ${sealedBefore} limit ${AT_ONCE})`.execute(
    db,
  );
  return Number(numAffectedRows ?? 0n);
}

/** Deletes exclusions that have ended, and reports, openings and hidings with their appeals, that were decided some time ago. */
export async function eraseDecided(db: Db, now: Date, decidedBefore: Date): Promise<void> {
  await sql`delete from boards.exclusions where ends_at <= ${now}`.execute(db);
  await sql`delete from boards.reports where resolved_at < ${decidedBefore}`.execute(db);
  await sql`delete from boards.openings where closed_at < ${decidedBefore}`.execute(db);
  // An author who objects gets an answer, however late it is, and can read it as long as others.
  await sql`
    delete from boards.hidings hiding where hidden_at < ${decidedBefore}
      and not exists (select from boards.waiting_appeals waiting where waiting.hiding_id = hiding.id)
      and not exists (select from boards.appeals appeal where appeal.hiding_id = hiding.id
        and (appeal.decided_at is null or appeal.decided_at >= ${decidedBefore}))`.execute(db);
}

/** Ends holders whose successor's key counts. */
export async function endReplacedHolders(db: Db, now: Date): Promise<void> {
  await sql`
    update boards.holders holder set ended_at = ${now}
    where ended_at is null and active_from is not null and exists (
      select from boards.holders later where later.role = holder.role and later.ended_at is null
        and later.active_from <= ${now} and (later.active_from, later.id) > (holder.active_from, holder.id))`.execute(
    db,
  );
}

export interface CommitmentRow {
  member_id: string;
  commitment: string;
  made_on: string;
  write_from: string;
}

/** Takes the commitments of two days out of the table. */
export async function takeCommitments(db: Db, from: string, until: string): Promise<CommitmentRow[]> {
  const { rows } = await sql<CommitmentRow>`
    delete from boards.commitments where made_on >= ${from}::date and made_on < ${until}::date
    returning member_id, commitment, made_on::text, write_from::text`.execute(db);
  return rows;
}

/** In the given order. */
export async function putCommitments(db: Db, rows: readonly CommitmentRow[]): Promise<void> {
  await sql`
    insert into boards.commitments (member_id, commitment, made_on, write_from)
    select * from json_to_recordset(${JSON.stringify(rows)}::json)
      as known (member_id uuid, commitment text, made_on date, write_from timestamptz)
    on conflict do nothing`.execute(db);
}

/** Deletes commitments of accounts that are gone: no foreign key does. */
export async function eraseOrphans(db: Db): Promise<void> {
  await sql`
    delete from boards.commitments where not exists (select from auth.standing_view where id = member_id)`.execute(
    db,
  );
}
