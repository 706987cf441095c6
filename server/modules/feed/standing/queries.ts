import { sql } from 'kysely';
import type { Db } from '../../../platform/db.ts';
import type { Tie, Voter } from './groups.ts';

/** The parameters of standing; docs/trending.md explains them. */
export const STANDING = {
  /** An account of this age is no longer new. */
  fullAgeSeconds: 28 * 86_400,
  /** Exponent of the age on a campus older than that; smaller on a younger campus. */
  power: 3,
  /** Added to every age, so that the first members of a new campus have the same age. */
  slackSeconds: 3_600,
  /** The age of the campus is this quantile of its members' ages. */
  campusAge: 0.95,
  /** Followers with standing that make a member fully recognised. */
  followers: 3,
  /** Members below this standing are unknown: they start no trend. */
  known: 0.1,
  /** Groups are detected among members with at least this standing. */
  grouped: 0.02,
  /** A member with more followers belongs to no closed group. */
  fewFollowers: 60,
};

/** Timeout of one statement of the job. */
const STATEMENT_TIMEOUT_MS = 120_000;

/** A campus of up to this many members has its standings recomputed at each run, a larger one every hour. */
const SMALL_CAMPUS = 5_000;
const MAX_AGE_MS = 3_600_000;

/**
 * Recomputes all standings: half account age, half recognition by established followers. A member who follows
 * many newcomers divides one vote among them.
 *
 * Runs in a transaction. Index: none. Cost: a scan of all members and follows, those of newcomers twice.
 */
export async function replaceStandings(db: Db, now: Date): Promise<void> {
  const { fullAgeSeconds, power, slackSeconds, campusAge, followers } = STANDING;
  // A scan of millions of follows may take longer than the timeout of a request.
  await sql`select set_config('statement_timeout', ${String(STATEMENT_TIMEOUT_MS)}, true)`.execute(db);
  await sql`
    with member as materialized (
      select id, greatest(0, extract(epoch from ${now}::timestamptz - created_at))::float8 as age
      from auth.member_view where status = 'active'),
    campus as (
      select least(${fullAgeSeconds}::float8, percentile_disc(${campusAge}::float8) within group (order by age)) as full_age
      from member),
    aged as materialized (
      select id, power(least(1, (age + ${slackSeconds}) / (full_age + ${slackSeconds})),
        greatest(1, ${power}::float8 * full_age / ${fullAgeSeconds})) as age
      from member cross join campus),
    introduction as materialized (
      select follow.follower_id as id, count(*) as newcomers
      from aged newcomer join social.follow_view follow on follow.followee_id = newcomer.id
      where newcomer.age < 0.5
      group by follow.follower_id),
    recognition as (
      select follow.followee_id as id, sum(follower.age) as followers,
        sum(follower.age / case when followee.age < 0.5 then greatest(${followers}, introduction.newcomers) else ${followers} end) as worth
      from social.follow_view follow
      join aged follower on follower.id = follow.follower_id
      join aged followee on followee.id = follow.followee_id
      left join introduction on introduction.id = follow.follower_id and followee.age < 0.5
      group by follow.followee_id)
    insert into feed.standings as known (member_id, standing, followers, age)
    select aged.id, (aged.age + least(1, coalesce(recognition.worth, 0))) / 2, coalesce(recognition.followers, 0), aged.age
    from aged left join recognition on recognition.id = aged.id
    on conflict (member_id) do update set standing = excluded.standing, followers = excluded.followers, age = excluded.age
      where abs(known.standing - excluded.standing) > 0.001 or abs(known.followers - excluded.followers) > 0.01
        or abs(known.age - excluded.age) > 0.001`.execute(db);
  await sql`
    delete from feed.standings known
    where not exists (select from auth.member_view member where member.id = known.member_id and member.status = 'active')`.execute(
    db,
  );
  await sql`insert into feed.standings_computed (at) values (${now})
    on conflict (id) do update set at = excluded.at`.execute(db);
}

/**
 * Recomputes standings if they are due. In a transaction: a concurrent run waits, and then finds them fresh.
 */
export async function refreshStandings(db: Db, now: Date): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('feed.standings', 42))`.execute(db);
  const { rows } = await sql<{ isFresh: boolean }>`
    select at > ${new Date(now.getTime() - MAX_AGE_MS)}::timestamptz
      and (select count(*) > ${SMALL_CAMPUS} from auth.language_view) as "isFresh"
    from feed.standings_computed`.execute(db);
  if (rows[0]?.isFresh !== true) await replaceStandings(db, now);
}

/** The participants of posts, with their weights. */
export interface Participant extends Voter {
  postId: string;
  universityId: string;
  /** Seconds since 1970 of their first participation. */
  first: number;
}

/** More voters than these cannot be a closed group. */
export const MAX_VOTERS = 200;

/**
 * Whether there are too many voters for a closed group. Voters of almost no standing do not count here;
 * otherwise they could hide one.
 */
export const areTooMany = (voters: readonly Voter[]): boolean => voters.filter(isKnown).length > MAX_VOTERS;
const isKnown = ({ voice }: Voter): boolean => voice >= STANDING.grouped;

/**
 * The participants of some posts whose voice is not negligible: `MAX_VOTERS` at most per post, and none of
 * posts with more.
 * Index: likes_pkey, reposts_pkey and posts_reply_to by post; users_pkey and standings_pkey for each.
 *
 * @returns by post
 */
export async function findParticipants(
  db: Db,
  postIds: readonly string[],
): Promise<Map<string, Participant[]>> {
  const { rows } = await sql<Participant>`
    select "postId", id, "universityId", first, voice, followers from (
      select part.post_id as "postId", part.user_id as id, member.university_id as "universityId",
        platform.uuid_seconds(part.id) as first, known.standing::float8 as voice, known.followers::float8 as followers,
        count(*) over (partition by part.post_id) as voters
      from (
        select post_id, user_id, min(id::text)::uuid as id from (
          select post_id, user_id, id from content.like_view where post_id = any(${postIds}::uuid[])
          union all select post_id, user_id, id from content.repost_view where post_id = any(${postIds}::uuid[])
          union all select reply_to_id, author_id, id from content.post_view where reply_to_id = any(${postIds}::uuid[])) done
        group by post_id, user_id) part
      join social.audience_view member on member.id = part.user_id and member.status = 'active'
      join content.post_view post on post.id = part.post_id and post.author_id <> part.user_id
      join feed.standings known on known.member_id = part.user_id and known.standing >= ${STANDING.grouped}) found
    where voters <= ${MAX_VOTERS}`.execute(db);
  const byPost = new Map<string, Participant[]>();
  for (const row of rows) {
    const others = byPost.get(row.postId);
    if (others === undefined) byPost.set(row.postId, [row]);
    else others.push(row);
  }
  return byPost;
}

/** Newest likes, reposts and posts per member that are scanned for ties. */
const MAX_ACTIONS = 100;
/** Members among whom ties are detected. */
const MAX_TIED = 5_000;

/**
 * The ties among those voters who have few followers: follows, likes, reposts, answers and quotes.
 * Index: follows_followee for those with few followers, standings_pkey for their followers among the voters;
 * likes_user, reposts_user and posts_author, 100 newest rows of each; 5,000 members at most.
 */
export async function findTies(db: Db, voters: readonly Voter[]): Promise<Tie[]> {
  const candidateIds = [...new Set(voters.filter(canBeGrouped).map(({ id }) => id))].slice(0, MAX_TIED);
  if (candidateIds.length === 0) return [];
  const all = [...new Set(voters.filter(isKnown).map(({ id }) => id))];
  const { rows } = await sql<Tie>`
    with wanted as materialized (select unnest(${candidateIds}::uuid[]) as id),
    touched as (
      select wanted.id as giver, newest.post_id from wanted cross join lateral (
        (select post_id from content.like_view where user_id = wanted.id order by id desc limit ${MAX_ACTIONS})
        union all (select post_id from content.repost_view where user_id = wanted.id order by id desc limit ${MAX_ACTIONS})
        union all (select unnest(array[reply_to_id, quote_of_id]) from (
          select reply_to_id, quote_of_id from content.post_view
          where author_id = wanted.id order by id desc limit ${MAX_ACTIONS}) written)) newest)
    select giver, receiver, max(follow)::float8 as follow from (
      select follow.follower_id as giver, follow.followee_id as receiver, known.age as follow
      from wanted join social.follow_view follow on follow.followee_id = wanted.id
      join feed.standings known on known.member_id = follow.follower_id
      where follow.follower_id = any(${all}::uuid[])
      union all
      select touched.giver, post.author_id, 0
      from touched join content.post_view post on post.id = touched.post_id
      where post.author_id <> touched.giver and post.author_id = any(${all}::uuid[])) tie
    group by giver, receiver`.execute(db);
  return rows;
}

/**
 * Whether a voter's voice is not negligible, and their followers are so few that they may all belong to one
 * group.
 */
const canBeGrouped = (voter: Voter): boolean => isKnown(voter) && voter.followers <= STANDING.fewFollowers;

/** The sum of the standing of all members. */
export async function totalStanding(db: Db): Promise<number> {
  const { rows } = await sql<{ total: number }>`
    select coalesce(sum(standing), 0)::float8 as total from feed.standings`.execute(db);
  return rows[0]?.total ?? 0;
}
