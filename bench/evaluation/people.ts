import { sql } from 'kysely';
import { replaceAffinities } from '../../server/modules/feed/affinities/queries.ts';
import { replaceNotable } from '../../server/modules/feed/suggestions/queries.ts';
import { suggestMembers } from '../../server/modules/feed/suggestions/service.ts';
import { replaceStandings } from '../../server/modules/social/standing/queries.ts';
import type { Context } from '../../server/platform/context.ts';
import { type MethodResult, POSITIONS } from './measure.ts';
import type { Sampled } from './sample.ts';

/** More than there are candidates. */
const ALL = 1_000;

/**
 * Hides a fifth of each sampled member's follows, and asks whom the product then suggests. The caller must roll the transaction
 * back.
 */
export async function judgePeople(
  tx: Context,
  sampled: readonly Sampled[],
  seed: number,
): Promise<MethodResult[]> {
  const hidden = await hideFollows(tx, sampled, seed);
  await replaceStandings(tx.db, tx.clock());
  await replaceNotable(tx.db);
  const { rows: known } = await sql<{ id: string; universityId: string }>`
    select member.id, member.university_id as "universityId"
    from social.member_counts_view counts join auth.member_view member on member.id = counts.user_id
    where member.status = 'active' order by counts.followers desc, member.id`.execute(tx.db);
  const { rows: colleagues } = await sql<{ id: string; department: string }>`
    select member.id, member.university_id || ' ' || member.department as department
    from social.member_counts_view counts join profiles.member_view member on member.id = counts.user_id
    where member.status = 'active' and member.department is not null
    order by counts.followers desc, member.id`.execute(tx.db);
  const byDepartment = new Map<string, string[]>();
  const departments = new Map<string, string>();
  for (const { id, department } of colleagues) {
    departments.set(id, department);
    const others = byDepartment.get(department);
    if (others) others.push(id);
    else byDepartment.set(department, [id]);
  }
  const results: MethodResult[] = [];
  for (const { viewer, random } of sampled) {
    const wanted = hidden.get(viewer.id);
    if (wanted === undefined) continue;
    await replaceAffinities(tx.db, viewer.id, tx.clock());
    const { items } = await suggestMembers(tx, viewer, { limit: ALL });
    const { rows: follows } = await sql<{ id: string }>`
      select followee_id as id from social.follow_view where follower_id = ${viewer.id}`.execute(tx.db);
    const excluded = new Set([viewer.id, ...follows.map(({ id }) => id)]);
    const first = (ids: Iterable<string>): string[] => {
      const found: string[] = [];
      for (const id of ids) {
        if (found.length === POSITIONS) break;
        if (!excluded.has(id)) found.push(id);
      }
      return found;
    };
    const ofOwn = known.filter(({ universityId }) => universityId === viewer.universityId);
    const ids = items.map(({ id }) => id);
    const candidates = [...ids.filter((id) => wanted.has(id)), ...ids.filter((id) => !wanted.has(id))];
    const lists: Record<string, string[]> = {
      'users/suggestions': ids,
      'most followed at the department': first(byDepartment.get(departments.get(viewer.id) ?? '') ?? []),
      'most followed at the university': first(ofOwn.map(({ id }) => id)),
      'most followed everywhere': first(known.map(({ id }) => id)),
      'anybody of the university': first(random.shuffled(ofOwn.slice()).map(({ id }) => id)),
      'best order of the same candidates': candidates,
    };
    for (const [method, found] of Object.entries(lists)) results.push({ method, found, hidden: wanted });
  }
  return results;
}

async function hideFollows(
  tx: Context,
  sampled: readonly Sampled[],
  seed: number,
): Promise<Map<string, Set<string>>> {
  const ids = sampled.map(({ viewer }) => viewer.id);
  const { rows } = await sql<{ reader: string; hidden: string[] }>`
    with drawn as (
      select follower_id, followee_id,
        row_number() over (partition by follower_id order by md5(followee_id::text || follower_id || ${seed}::integer)) as place,
        count(*) over (partition by follower_id) as all_
      from social.follows where follower_id = any(${ids}::uuid[])),
    gone as (
      delete from social.follows follow using drawn
      where drawn.place <= drawn.all_ / 5
        and follow.follower_id = drawn.follower_id and follow.followee_id = drawn.followee_id
      returning follow.follower_id, follow.followee_id),
    fewer as (
      update social.member_counts counts set followers = counts.followers - lost.followers, following = counts.following - lost.following
      from (select id, sum(followers)::integer as followers, sum(following)::integer as following
            from (select followee_id as id, 1 as followers, 0 as following from gone
                  union all select follower_id, 0, 1 from gone) part group by id) lost
      where counts.user_id = lost.id)
    select follower_id as reader, array_agg(followee_id) as hidden from gone group by 1`.execute(tx.db);
  return new Map(rows.map(({ reader, hidden }) => [reader, new Set(hidden)]));
}
