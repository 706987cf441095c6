import { sql } from 'kysely';
import type { Db } from '../../../platform/db.ts';

export interface NewListedPicture {
  id: string;
  decisionId: string;
  ruleId: string;
  statement: string | null;
  universityId: string | null;
  by: string;
  at: Date;
  reportsUploads: boolean;
}

export async function insertListedPicture(db: Db, picture: NewListedPicture): Promise<void> {
  await sql`insert into moderation.blocked_pictures (id, decision_id, rule_id, statement, university_id, added_by, added_at, reports_uploads)
    values (${picture.id}, ${picture.decisionId}, ${picture.ruleId}, ${picture.statement}, ${picture.universityId}, ${picture.by},
      ${picture.at}, ${picture.reportsUploads})`.execute(db);
}

/** Notes who had a copy. @param told  whom the decision on the case tells, and by which decision */
export async function insertPictureAuthors(
  db: Db,
  pictureId: string,
  memberIds: readonly string[],
  told: { memberId: string | null; decisionId: string },
): Promise<void> {
  await sql`insert into moderation.picture_authors (picture_id, member_id, had_copy, decision_id)
    select ${pictureId}, member_id, true, case when member_id = ${told.memberId}::uuid then ${told.decisionId}::uuid end
    from unnest(${memberIds}::uuid[]) as member_id
    on conflict (picture_id, member_id) do update set had_copy = true`.execute(db);
}

/** Counts a refused upload. @returns whether it is the member’s first of this picture */
export async function countRefusedUpload(db: Db, pictureId: string, memberId: string): Promise<boolean> {
  const { rows } = await sql<{ isFirst: boolean }>`
    insert into moderation.picture_authors as author (picture_id, member_id, had_copy, refusals)
    values (${pictureId}, ${memberId}, false, 1)
    on conflict (picture_id, member_id) do update set refusals = author.refusals + 1
    returning author.refusals = 1 as "isFirst"`.execute(db);
  return rows[0]?.isFirst ?? false;
}

export interface ListedPictureRow {
  id: string;
  decisionId: string;
  ruleId: string;
  statement: string | null;
  universityId: string | null;
  addedBy: string | null;
  addedAt: Date;
  reportsUploads: boolean;
  note: string | null;
  liftedAt: Date | null;
}

const columns = sql`listed.id, listed.decision_id as "decisionId", listed.rule_id as "ruleId", listed.statement,
  listed.university_id as "universityId", listed.added_by as "addedBy", listed.added_at as "addedAt",
  listed.reports_uploads as "reportsUploads", listed.note, listed.lifted_at as "liftedAt"`;

/** Index: blocked_pictures_pkey. */
export async function findListedPicture(db: Db, id: string): Promise<ListedPictureRow | undefined> {
  const { rows } =
    await sql<ListedPictureRow>`select ${columns} from moderation.blocked_pictures listed where id = ${id}`.execute(
      db,
    );
  return rows[0];
}

/** Locks an entry: of two who take it off at once, the second sees the first. Index: blocked_pictures_pkey. */
export async function lockListedPicture(db: Db, id: string): Promise<ListedPictureRow | undefined> {
  const { rows } = await sql<ListedPictureRow>`select ${columns} from moderation.blocked_pictures listed
    where id = ${id} for update`.execute(db);
  return rows[0];
}

/** Up to `limit` members who were not told about a picture, locked; others that do the same skip them. Index: picture_authors_waiting. */
export async function takeUntoldAuthors(
  db: Db,
  pictureId: string,
  limit: number,
): Promise<{ memberId: string; hadCopy: boolean }[]> {
  const { rows } = await sql<{ memberId: string; hadCopy: boolean }>`
    select member_id as "memberId", had_copy as "hadCopy" from moderation.picture_authors
    where picture_id = ${pictureId} and decision_id is null order by member_id limit ${limit} for update skip locked`.execute(
    db,
  );
  return rows;
}

/** The decision that told a member about another picture of the same case. Index: blocked_pictures_decision, picture_authors_pkey. */
export async function findDecisionOfCase(
  db: Db,
  caseDecisionId: string,
  memberId: string,
): Promise<string | undefined> {
  const { rows } = await sql<{
    id: string;
  }>`select author.decision_id as id from moderation.blocked_pictures listed
    join moderation.picture_authors author on author.picture_id = listed.id and author.member_id = ${memberId}
    where listed.decision_id = ${caseDecisionId} and author.decision_id is not null limit 1`.execute(db);
  return rows[0]?.id;
}

/** Whom a decision is about, who reads it themselves. Index: decisions_pkey. */
export async function findOwnerOfDecision(db: Db, id: string): Promise<string | null> {
  const { rows } = await sql<{ ownerId: string | null }>`select subject_owner_id as "ownerId"
    from moderation.decisions where id = ${id}`.execute(db);
  return rows[0]?.ownerId ?? null;
}

/** Index: picture_authors_pkey. */
export async function setAuthorDecision(
  db: Db,
  pictureId: string,
  memberId: string,
  decisionId: string,
): Promise<void> {
  await sql`update moderation.picture_authors set decision_id = ${decisionId}
    where picture_id = ${pictureId} and member_id = ${memberId}`.execute(db);
}

/** Forgets who was not told: the picture was taken off the list before. Index: picture_authors_waiting. */
export async function deleteUntoldAuthors(db: Db, pictureId: string): Promise<void> {
  await sql`delete from moderation.picture_authors where picture_id = ${pictureId} and decision_id is null`.execute(
    db,
  );
}

/** The pictures on the list that a decision is about. Index: picture_authors_decision, blocked_pictures_decision. */
export async function findPicturesOfDecision(
  db: Db,
  decisionId: string,
): Promise<{ id: string; universityId: string | null }[]> {
  const { rows } = await sql<{ id: string; universityId: string | null }>`
    select listed.id, listed.university_id as "universityId" from moderation.blocked_pictures listed
    where listed.lifted_at is null and (listed.decision_id = ${decisionId}
      or listed.id in (select picture_id from moderation.picture_authors where decision_id = ${decisionId}))
    order by listed.id`.execute(db);
  return rows;
}

/** Whether an appeal is open against a decision about a picture. Index: picture_authors_pkey, appeals_decision_id_key. */
export async function isPictureAppealed(db: Db, pictureId: string): Promise<boolean> {
  const { rows } =
    await sql`select from moderation.appeals appeal where appeal.status = 'open' and appeal.decision_id in (
      select decision_id from moderation.picture_authors where picture_id = ${pictureId} and decision_id is not null
      union all select decision_id from moderation.blocked_pictures where id = ${pictureId})
    limit 1`.execute(db);
  return rows.length > 0;
}

/** Index: blocked_pictures_pkey. */
export async function setNote(db: Db, id: string, note: string | null): Promise<void> {
  await sql`update moderation.blocked_pictures set note = ${note} where id = ${id}`.execute(db);
}

export async function setLifted(
  db: Db,
  id: string,
  lifted: { by: string; at: Date; reason: string },
): Promise<void> {
  await sql`update moderation.blocked_pictures set lifted_by = ${lifted.by}, lifted_at = ${lifted.at}, lift_reason = ${lifted.reason}
    where id = ${id}`.execute(db);
}

/**
 * Takes the decisions back that were only about a picture which is off the list, and about no other that is still on it.
 * Index: picture_authors_pkey, picture_authors_decision, decisions_pkey.
 */
export async function reverseDecisionsOfPicture(db: Db, pictureId: string, at: Date): Promise<void> {
  await sql`update moderation.decisions decision set reversed_at = ${at}
    where decision.id in (select decision_id from moderation.picture_authors where picture_id = ${pictureId})
      and decision.outcome in ('picture_removed', 'picture_refused') and decision.reversed_at is null
      and not exists (select from moderation.picture_authors author
        join moderation.blocked_pictures listed on listed.id = author.picture_id
        where author.decision_id = decision.id and listed.lifted_at is null)`.execute(db);
}

export interface ListedPicturePageRow extends ListedPictureRow {
  addedByName: string | null;
  liftedBy: string | null;
  liftedByName: string | null;
  liftReason: string | null;
  authors: number;
  refusedMembers: number;
}

/** Entries of the list, newest first. Index: blocked_pictures_pkey, picture_authors_pkey. */
export async function findListedPictures(
  db: Db,
  filter: { isLifted: boolean; universityId: string | null; after: string | null; take: number },
): Promise<ListedPicturePageRow[]> {
  const { rows } = await sql<ListedPicturePageRow>`select ${columns}, adder.username as "addedByName",
      listed.lifted_by as "liftedBy", lifter.username as "liftedByName", listed.lift_reason as "liftReason",
      (select count(*)::int from moderation.picture_authors author where author.picture_id = listed.id and author.had_copy) as authors,
      (select count(*)::int from moderation.picture_authors author where author.picture_id = listed.id and author.refusals > 0) as "refusedMembers"
    from moderation.blocked_pictures listed
    left join auth.member_view adder on adder.id = listed.added_by
    left join auth.member_view lifter on lifter.id = listed.lifted_by
    where (listed.lifted_at is not null) = ${filter.isLifted}
      and (${filter.universityId}::uuid is null or listed.university_id = ${filter.universityId}::uuid)
      and (${filter.after}::uuid is null or listed.id < ${filter.after}::uuid)
    order by listed.id desc limit ${filter.take}`.execute(db);
  return rows;
}
