import { sql } from 'kysely';
import type { Db } from '../../../platform/db.ts';
import type { HolderRole } from '../schemas.ts';

export interface ActiveKey {
  id: string;
  role: HolderRole;
  memberId: string;
  label: string;
  publicKey: string;
  keyId: string;
  activeFrom: Date;
}

/** The key of each holder that counts now: the last that began to. A holder without an account keeps none. */
export async function findActiveKeys(db: Db, now: Date): Promise<ActiveKey[]> {
  const { rows } = await sql<ActiveKey>`
    select * from (
      select distinct on (role) id, role, member_id as "memberId", label, public_key as "publicKey", key_id as "keyId",
        active_from as "activeFrom"
      from boards.holders where ended_at is null and active_from <= ${now}
      order by role, active_from desc, id desc) key
    where "memberId" is not null
    order by array_position(array['staff', 'council', 'university'], role)`.execute(db);
  return rows;
}

export interface NextKey {
  id: string;
  role: HolderRole;
  memberId: string | null;
  label: string;
  keyId: string | null;
  activeFrom: Date | null;
}

/** Those who are named and whose key does not count yet, one for a role at most. */
export async function findNextKeys(db: Db, now: Date): Promise<NextKey[]> {
  const { rows } = await sql<NextKey>`
    select id, role, member_id as "memberId", label, key_id as "keyId", active_from as "activeFrom"
    from boards.holders where ended_at is null and (active_from is null or active_from > ${now})`.execute(db);
  return rows;
}

export async function insertHolder(
  db: Db,
  holder: { id: string; role: HolderRole; memberId: string; label: string; now: Date },
): Promise<void> {
  await sql`
    insert into boards.holders (id, role, member_id, label, named_at)
    values (${holder.id}, ${holder.role}, ${holder.memberId}, ${holder.label}, ${holder.now})`.execute(db);
}

/** Gives a holder their key. */
export async function setKey(
  db: Db,
  key: { id: string; publicKey: string; keyId: string; activeFrom: Date },
): Promise<void> {
  await sql`
    update boards.holders set public_key = ${key.publicKey}, key_id = ${key.keyId}, active_from = ${key.activeFrom}
    where id = ${key.id}`.execute(db);
}
