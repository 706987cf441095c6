import { sql } from 'kysely';
import type { Db } from '../../../platform/db.ts';
import type { HolderRole } from '../schemas.ts';

export interface HolderRow {
  id: string;
  role: HolderRole;
  memberId: string | null;
  label: string;
  publicKey: string | null;
  keyId: string | null;
  activeFrom: Date | null;
  /** Whether the holder’s account is in use: the key of one who is suspended or gone does not count. */
  isInUse: boolean;
}

/** A holder whose key counts. */
export interface ActiveKey extends HolderRow {
  memberId: string;
  publicKey: string;
  keyId: string;
  activeFrom: Date;
}

const COLUMNS = sql`holder.id, role, member_id as "memberId", label, public_key as "publicKey", key_id as "keyId", active_from as "activeFrom",
  exists (select from auth.standing_view holding where holding.id = member_id and holding.status = 'active') as "isInUse"`;

/** Makes changes of holders wait for each other, until the transaction ends. */
export const lockHolders = (db: Db) =>
  sql`select pg_advisory_xact_lock(hashtextextended('boards.holders', 7))`.execute(db);

/** Of each role the key that counts now, which is the last that began to, and who is named next. A few rows. */
export async function findHolders(
  db: Db,
  now: Date,
): Promise<{ current: Map<HolderRole, HolderRow>; next: Map<HolderRole, HolderRow> }> {
  const { rows } = await sql<HolderRow>`
    select ${COLUMNS} from boards.holders holder where ended_at is null order by active_from, holder.id`.execute(
    db,
  );
  const isActive = ({ activeFrom }: HolderRow) => activeFrom !== null && activeFrom <= now;
  const byRole = (some: HolderRow[]) => new Map(some.map((row) => [row.role, row]));
  return { current: byRole(rows.filter(isActive)), next: byRole(rows.filter((row) => !isActive(row))) };
}

/** Whether a role ever had a key. */
export async function hadKey(db: Db, role: HolderRole): Promise<boolean> {
  const { rows } =
    await sql`select 1 from boards.holders where role = ${role} and public_key is not null limit 1`.execute(
      db,
    );
  return rows.length > 0;
}

/** Whether a key has been registered before, by anybody. Index: holders_key. */
export async function isKnownKey(db: Db, publicKey: string): Promise<boolean> {
  const { rows } = await sql`select 1 from boards.holders where public_key = ${publicKey}`.execute(db);
  return rows.length > 0;
}

/** The member with this username, if they are active. Index: users_username. */
export async function findActiveMember(db: Db, username: string): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    select id from auth.member_view where username = ${username} and status = 'active'`.execute(db);
  return rows[0]?.id;
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

/** Ends a holder: replaced, or stopped before their key counted. */
export async function endHolder(db: Db, id: string, now: Date): Promise<void> {
  await sql`update boards.holders set ended_at = ${now} where id = ${id}`.execute(db);
}

/** Members who have chosen a secret, after a given one. Index: commitments_pkey. */
export async function listWriters(db: Db, after: string, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select member_id as id from boards.commitments where member_id > ${after} order by member_id limit ${limit}`.execute(
    db,
  );
  return rows.map(({ id }) => id);
}
