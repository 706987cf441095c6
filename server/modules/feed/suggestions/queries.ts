import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../../../platform/db.ts';
import { statement } from '../../../platform/statement.ts';
import type { Official } from '../../auth/index.ts';
import {
  audienceOf,
  followed,
  isClosed,
  memberVisibleWith,
  notMutedInPage,
  type Relation,
  reachLimited,
  relationTo,
  type Viewer,
} from '../../social/index.ts';

/**
 * Members read per source. Literals in the statement: with parameters PostgreSQL plans each execution again.
 */
const BOUNDS = {
  affinities: 100,
  followers: 100,
  department: 60,
  university: 40,
  hashtags: 10,
  uses: 20,
  newest: 200,
};
const bound = (kind: keyof typeof BOUNDS) => sql.lit(BOUNDS[kind]);

/** The signals of a suggested member. */
export interface SuggestedRow {
  id: string;
  /** Adamic–Adar, in thousandths. */
  points: number;
  /** One of the viewer's newest followers. */
  followsViewer: boolean;
  /** The weight of their follow, from 0 to 1: by standing, and 1 if no standings are computed yet. */
  trust: number;
  sameUniversity: boolean;
  sameDepartment: boolean;
  /** Years between the two graduations; null if either is unknown. */
  years: number | null;
  /** A hashtag that the viewer follows and the member uses. */
  tag: string | null;
  /** Each follower weighted by the age of their account. */
  followers: number;
  standing: number;
  sameLanguage: boolean;
}

/**
 * Members of the viewer's university and department whose year is on one side of the viewer's, the nearest
 * first.
 */
const colleagues = (viewer: Viewer, side: RawBuilder<unknown>, order: RawBuilder<unknown>) => sql`
  (select study.user_id, study.graduation_year
   from profiles.department_view study
   where study.department = me.department and ${side}
     and exists (select from social.audience_view colleague
       where colleague.id = study.user_id and colleague.university_id = ${viewer.universityId} offset 0)
   order by ${order} limit ${bound('department')})`;

/**
 * Members whom a viewer may know: their newest followers, friends of friends, members of the same department,
 * authors under hashtags that the viewer follows, the most followed at their university and everywhere, the
 * newest, and the given members who post. Only members whom they may see, and whom they neither follow, have requested to follow, have
 * muted nor have dismissed.
 *
 * Index: follows_followee, affinities_pkey, profiles_department_year, post_hashtags_pkey and
 * notable_members_pkey, a bounded number of each; then the visibility rule by primary key.
 */
export const findSuggestedMembers = statement<Viewer & { posting: readonly string[] }, SuggestedRow>(
  (viewer) => {
    const member = sql.ref('member.id');
    const byYear = (direction: RawBuilder<unknown>) =>
      sql`study.graduation_year ${direction}, study.user_id ${direction}`;
    return sql<SuggestedRow>`
    with me as materialized (
      select study.department, study.graduation_year as year,
        (select locale from auth.language_view where id = ${viewer.id}) as language
      from (select) one left join profiles.study_view study on study.user_id = ${viewer.id}),
    -- Read once: looked up per candidate, PostgreSQL may scan all affinities of that candidate.
    affinity as materialized (select member_id, points from feed.affinities where user_id = ${viewer.id}),
    follower as materialized (
      select follower_id as id from social.follow_view where followee_id = ${viewer.id}
      order by follow_view.id desc limit ${bound('followers')}),
    candidate as (
      select id from follower
      union
      (select member_id as id from affinity order by points desc limit ${bound('affinities')})
      union
      (select colleague.user_id from me cross join lateral (
         ${colleagues(viewer, sql`study.graduation_year >= coalesce(me.year, 0)`, byYear(sql`asc`))}
         union all ${colleagues(viewer, sql`study.graduation_year < coalesce(me.year, 0)`, byYear(sql`desc`))}
         union all ${colleagues(viewer, sql`study.graduation_year is null`, sql`study.user_id`)}) colleague
       order by abs(coalesce(colleague.graduation_year, 0) - coalesce(me.year, 0)), colleague.user_id
       limit ${bound('department')})
      union
      (select post.author_id
       from (select key from content.hashtag_follow_view where user_id = ${viewer.id} order by id desc limit ${bound('hashtags')}) tag
       cross join lateral (
         select post_id from content.post_hashtag_view tagged where tagged.key = tag.key
         order by tagged.post_id desc limit ${bound('uses')}) tagged
       join content.post_view post on post.id = tagged.post_id
       join social.audience_view author on author.id = post.author_id
       where not ${isClosed(sql.ref('author'), audienceOf('post'))})
      union
      (select member_id from feed.notable_members where university_id = ${viewer.universityId} order by rank limit ${bound('university')})
      union
      (select member_id from feed.notable_members where university_id = feed.everywhere() order by rank limit ${bound('university')})
      union
      -- On a campus with few follows, the newest members stand in for the most followed.
      (select id from (
         select id, university_id = ${viewer.universityId} as is_near from auth.member_view order by id desc limit ${bound('newest')}) newest
       order by is_near desc, id desc limit ${bound('university')})
      union
      select id from unnest(${viewer.posting}::uuid[]) posting (id)
    )
    select member.id, coalesce(affinity.points, 0) as points, member.id in (select id from follower) as "followsViewer",
      member.university_id = ${viewer.universityId} as "sameUniversity",
      member.university_id = ${viewer.universityId} and coalesce(study.department = me.department, false) as "sameDepartment",
      abs(study.graduation_year - me.year) as years, shared.tag,
      coalesce(member_standing.followers, 0)::float8 as followers, coalesce(member_standing.standing, 0)::float8 as standing,
      case when (select exists (select from social.standing_view)) then least(1, 2 * coalesce(member_standing.standing, 0)) else 1 end::float8 as trust,
      coalesce(member_language.locale = me.language, false) as "sameLanguage"
    from candidate
    join social.audience_view member on member.id = candidate.id
    cross join me
    left join profiles.study_view study on study.user_id = member.id
    left join affinity on affinity.member_id = member.id
    -- By key for each: otherwise PostgreSQL may read the rows of all members for some two hundred.
    left join lateral (select followers, standing from social.standing_view where member_id = member.id offset 0) member_standing on true
    left join lateral (select locale from auth.language_view where id = member.id offset 0) member_language on true
    left join lateral (
      select coalesce(hashtag.tag, tag.key) as tag
      from content.hashtag_follow_view tag
      join content.post_hashtag_view tagged on tagged.key = tag.key
      join content.post_view post on post.id = tagged.post_id
      left join content.hashtag_view hashtag on hashtag.key = tag.key
      where tag.user_id = ${viewer.id} and post.author_id = member.id and not ${isClosed(sql.ref('member'), audienceOf('post'))}
        and (select exists (select from content.hashtag_follow_view own where own.user_id = ${viewer.id}))
        and tagged.post_id = any(array(
          select recent.id from content.post_view recent where recent.author_id = member.id order by recent.id desc limit ${bound('uses')}))
      limit 1) shared on true
    where member.id <> ${viewer.id} and not ${followed(viewer, member)} and ${notMutedInPage(viewer, member)}
      and ${memberVisibleWith(viewer, sql.ref('member'))} and not ${reachLimited(member)}
      and not exists (select from social.follow_request_view request where request.requester_id = ${viewer.id} and request.target_id = member.id)
      and not exists (select from feed.dismissed_members dismissed where dismissed.user_id = ${viewer.id} and dismissed.member_id = member.id)`;
  },
);

export interface SuggestedCard {
  id: string;
  username: string;
  displayName: string;
  avatarUrl: string | null;
  university: string;
  universityTr: string;
  official: Official | null;
  bio: string;
  isPrivate: boolean;
  /** All of them, as the profile shows them. */
  followers: number;
  viewer: Relation;
}

/**
 * Cards of members whom the viewer may see, and the viewer's relation to them. Index: users_pkey,
 * profiles_pkey, those of the relation by primary key.
 */
export const findSuggestedCards = statement<Viewer & { ids: readonly string[] }, SuggestedCard>(
  (params) => sql<SuggestedCard>`
    select member.id, member.username, member.display_name as "displayName", member.avatar_url as "avatarUrl",
      member.university_name as university, member.university_name_tr as "universityTr", member.official, member.bio, member.is_private as "isPrivate",
      coalesce(counts.followers, 0) as followers, ${relationTo(params, sql.ref('member.id'))} as viewer
    from profiles.member_view member left join social.member_counts_view counts on counts.user_id = member.id
    where member.id = any(${params.ids}::uuid[])`,
);

/** Stops suggesting the member to the viewer. */
export async function dismiss(db: Db, userId: string, memberId: string, now: Date): Promise<void> {
  await db
    .insertInto('feed.dismissed_members')
    .values({ user_id: userId, member_id: memberId, at: now })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Allows suggesting the member again. */
export async function undismiss(db: Db, userId: string, memberId: string): Promise<void> {
  await db
    .deleteFrom('feed.dismissed_members')
    .where('user_id', '=', userId)
    .where('member_id', '=', memberId)
    .execute();
}

/** Members stored per university, and overall. */
const MAX_NOTABLE = 100;

/**
 * Recomputes the most followed members, each follower weighted by the age of their account, per university
 * and overall: active members with public accounts. Sorts them all.
 */
export async function replaceNotable(db: Db): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('feed.notable', 42))`.execute(db);
  await db.deleteFrom('feed.notable_members').execute();
  await sql`
    insert into feed.notable_members (university_id, rank, member_id)
    select scope_id, rank, id from (
      select scope.id as scope_id, member.id,
        row_number() over (partition by scope.id order by coalesce(member_standing.followers, 0) desc, counts.followers desc, member.id) as rank
      from social.member_counts_view counts
      join social.audience_view member on member.id = counts.user_id
      left join social.standing_view member_standing on member_standing.member_id = member.id
      cross join lateral (values (member.university_id), (feed.everywhere())) scope (id)
      where member.status = 'active' and not member.is_private) ranked
    where rank <= ${MAX_NOTABLE}`.execute(db);
}
