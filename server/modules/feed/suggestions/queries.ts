import { sql } from 'kysely';
import type { Db } from '../../../platform/db.ts';
import { followed, memberVisibleTo, notMuted, type Viewer } from '../../social/index.ts';

/** Members looked at of each kind. */
const BOUNDS = { near: 60, department: 60, university: 40, hashtags: 10, uses: 20, newest: 200 };

export interface SuggestedRow {
  id: string;
  username: string;
  displayName: string;
  avatarUrl: string | null;
  university: string;
  bio: string;
  isPrivate: boolean;
  /** Adamic–Adar, in thousandths. */
  points: number;
  sameUniversity: boolean;
  sameDepartment: boolean;
  /** Years between the two graduations; null where one has said none. */
  years: number | null;
  /** A hashtag that the viewer follows and the member uses. */
  tag: string | null;
  followers: number;
}

/**
 * Members whom a viewer may know: friends of friends, of the same department, who write under hashtags that the viewer
 * follows, who is followed most at their university and everywhere, and who has just come: those whom they may see and neither follow, have asked, have muted
 * nor have dismissed.
 *
 * Index: affinities_pkey, profiles_department, post_hashtags_pkey and notable_members_pkey, a bounded number of each; then the rule
 * by primary key.
 */
export async function suggestedMembers(db: Db, viewer: Viewer): Promise<SuggestedRow[]> {
  const member = sql.ref('member.id');
  const { rows } = await sql<SuggestedRow>`
    with me as materialized (
      select department, graduation_year as year from profiles.member_view where id = ${viewer.id}),
    candidate as (
      (select member_id as id from feed.affinities where user_id = ${viewer.id} order by points desc limit ${BOUNDS.near})
      union
      (select profile.user_id from me join profiles.department_view profile on profile.department = me.department
       join auth.member_view colleague on colleague.id = profile.user_id and colleague.university_id = ${viewer.universityId}
       order by abs(coalesce(profile.graduation_year, 0) - coalesce(me.year, 0)), profile.user_id
       limit ${BOUNDS.department})
      union
      (select post.author_id
       from (select key from content.tag_follow_view where user_id = ${viewer.id} order by id desc limit ${BOUNDS.hashtags}) tag
       cross join lateral (
         select post_id from content.post_hashtag_view under where under.key = tag.key
         order by under.post_id desc limit ${BOUNDS.uses}) under
       join content.post_view post on post.id = under.post_id and post.visibility = 'public')
      union
      (select member_id from feed.notable_members where university_id = ${viewer.universityId} order by place limit ${BOUNDS.university})
      union
      (select member_id from feed.notable_members where university_id = feed.everywhere() order by place limit ${BOUNDS.university})
      union
      -- Where few have followed anybody yet, who has just come stands for them all.
      (select id from (
         select id, university_id = ${viewer.universityId} as is_near from auth.member_view order by id desc limit ${BOUNDS.newest}) newest
       order by is_near desc, id desc limit ${BOUNDS.university})
    )
    select member.id, member.username, member.display_name as "displayName", member.avatar_url as "avatarUrl",
      member.university_name as university, member.bio, member.is_private as "isPrivate",
      coalesce(near.points, 0) as points,
      member.university_id = ${viewer.universityId} as "sameUniversity",
      member.university_id = ${viewer.universityId} and coalesce(member.department = me.department, false) as "sameDepartment",
      abs(member.graduation_year - me.year) as years, shared.tag, coalesce(counts.followers, 0) as followers
    from candidate
    join profiles.member_view member on member.id = candidate.id
    cross join me
    left join feed.affinities near on near.user_id = ${viewer.id} and near.member_id = member.id
    -- By key for each: PostgreSQL might count all members' for some two hundred.
    left join lateral (select followers from social.member_counts_view where user_id = member.id offset 0) counts on true
    left join lateral (
      select coalesce(hashtag.tag, tag.key) as tag
      from content.tag_follow_view tag
      join content.post_hashtag_view under on under.key = tag.key
      join content.post_view post on post.id = under.post_id
      left join content.hashtag_view hashtag on hashtag.key = tag.key
      where tag.user_id = ${viewer.id} and post.author_id = member.id and post.visibility = 'public'
        and under.post_id = any(array(
          select recent.id from content.post_view recent where recent.author_id = member.id order by recent.id desc limit ${BOUNDS.uses}))
      limit 1) shared on true
    where member.id <> ${viewer.id} and member.status = 'active'
      and not ${followed(viewer, member)} and ${notMuted(viewer, member)} and ${memberVisibleTo(viewer, member)}
      and not exists (select from social.follow_request_view asked where asked.requester_id = ${viewer.id} and asked.target_id = member.id)
      and not exists (select from feed.dismissed_members gone where gone.user_id = ${viewer.id} and gone.member_id = member.id)`.execute(
    db,
  );
  return rows;
}

/** The member is not suggested to the viewer again. */
export async function dismiss(db: Db, userId: string, memberId: string, now: Date): Promise<void> {
  await db
    .insertInto('feed.dismissed_members')
    .values({ user_id: userId, member_id: memberId, at: now })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** The member may be suggested again. */
export async function undismiss(db: Db, userId: string, memberId: string): Promise<void> {
  await db
    .deleteFrom('feed.dismissed_members')
    .where('user_id', '=', userId)
    .where('member_id', '=', memberId)
    .execute();
}

/** How many are kept for each university, and for all. */
const NOTABLE = 100;

/** Chooses anew whom most follow, at each university and everywhere: active members with open accounts. Sorts them all. */
export async function replaceNotable(db: Db): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('feed.notable', 42))`.execute(db);
  await db.deleteFrom('feed.notable_members').execute();
  await sql`
    insert into feed.notable_members (university_id, place, member_id)
    select scope_id, place, id from (
      select scope.id as scope_id, member.id,
        row_number() over (partition by scope.id order by counts.followers desc, member.id) as place
      from social.member_counts_view counts
      join profiles.audience_view member on member.id = counts.user_id
      cross join lateral (values (member.university_id), (feed.everywhere())) scope (id)
      where member.status = 'active' and not member.is_private) placed
    where place <= ${NOTABLE}`.execute(db);
}
