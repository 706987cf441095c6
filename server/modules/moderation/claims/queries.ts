import { sql } from 'kysely';
import type { Db } from '../../../platform/db.ts';
import type { SubjectType } from '../reports/schemas.ts';

interface Subject {
  subjectType: SubjectType;
  subjectId: string;
}

export interface Claim extends Subject {
  moderatorId: string;
  username: string;
  expiresAt: Date;
}

/**
 * Claims a subject, or prolongs an own claim, unless somebody else holds it. Of two at once, one gets it.
 * @param claim.takesOver  also from somebody who holds it
 * @returns whether the moderator holds it now
 */
export async function insertClaim(
  db: Db,
  claim: Subject & { moderatorId: string; expiresAt: Date; now: Date; takesOver: boolean },
): Promise<boolean> {
  const { rows } = await sql`
    insert into moderation.claims as held (subject_type, subject_id, moderator_id, expires_at)
    values (${claim.subjectType}, ${claim.subjectId}, ${claim.moderatorId}, ${claim.expiresAt})
    on conflict (subject_type, subject_id) do update set moderator_id = excluded.moderator_id, expires_at = excluded.expires_at
      where held.moderator_id = excluded.moderator_id or held.expires_at <= ${claim.now} or ${claim.takesOver}
    returning 1`.execute(db);
  return rows.length > 0;
}

/** The claims that hold of some subjects. Index: claims_pkey, auth.users_pkey. */
export async function findClaims(db: Db, subjects: readonly Subject[], now: Date): Promise<Claim[]> {
  if (subjects.length === 0) return [];
  const { rows } = await sql<Claim>`
    select claim.subject_type as "subjectType", claim.subject_id as "subjectId", claim.moderator_id as "moderatorId",
      moderator.username, claim.expires_at as "expiresAt"
    from unnest(${subjects.map((subject) => subject.subjectType)}::text[], ${subjects.map((subject) => subject.subjectId)}::uuid[])
      as wanted(subject_type, subject_id)
    join moderation.claims claim using (subject_type, subject_id)
    join auth.member_view moderator on moderator.id = claim.moderator_id
    where claim.expires_at > ${now}`.execute(db);
  return rows;
}

/**
 * Ends the claim of a subject.
 * @param moderatorId  only if they hold it
 * @returns whether there was one
 */
export async function deleteClaim(
  db: Db,
  { subjectType, subjectId }: Subject,
  moderatorId?: string,
): Promise<boolean> {
  const result = await db
    .deleteFrom('moderation.claims')
    .where('subject_type', '=', subjectType)
    .where('subject_id', '=', subjectId)
    .$if(moderatorId !== undefined, (query) => query.where('moderator_id', '=', moderatorId ?? ''))
    .executeTakeFirst();
  return result.numDeletedRows > 0n;
}
