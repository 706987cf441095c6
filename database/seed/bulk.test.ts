import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { type BulkOptions, makeCampus } from './bulk.ts';

const NOW = Date.UTC(2026, 10, 21);
const UNIVERSITIES = [1, 2, 3].map((number) => `01a1fc78-50e2-7394-af49-00000000000${number}`);
const OPTIONS: BulkOptions = {
  users: 1_500,
  posts: 6_000,
  follows: 45_000,
  likes: 30_000,
  seed: 7,
  maxFollowers: 1_110,
};

function bytesOf(options: BulkOptions): string {
  const campus = makeCampus(options, UNIVERSITIES, NOW);
  const hash = createHash('sha256').update(JSON.stringify(campus.members));
  for (const part of [campus.follows, campus.posts, campus.hashtagFollows, campus.likes])
    for (const row of part()) hash.update(JSON.stringify(row));
  return hash.digest('hex');
}

/** Members by id, and their followees. */
function graph() {
  const { members, follows } = makeCampus(OPTIONS, UNIVERSITIES, NOW);
  const known = new Map(members.map((member) => [member.id, { member, follows: new Set<string>() }]));
  const followers = new Map(members.map(({ id }) => [id, 0]));
  const edges = [...follows()];
  for (const { followerId, followeeId } of edges) {
    known.get(followerId)?.follows.add(followeeId);
    followers.set(followeeId, (followers.get(followeeId) ?? 0) + 1);
  }
  const share = (holds: (edge: (typeof edges)[number]) => boolean | undefined) =>
    edges.filter(holds).length / edges.length;
  return { members, known, followers, edges, share };
}

test('the same seed makes the same campus to the byte, another seed another one', () => {
  const bytes = bytesOf(OPTIONS);
  expect(bytesOf(OPTIONS)).toBe(bytes);
  expect(bytesOf({ ...OPTIONS, seed: 8 })).not.toBe(bytes);
});

test('as many follows are made as requested, each once, and nobody follows themselves or exceeds the limit', () => {
  const { edges, followers } = graph();
  expect(edges).toHaveLength(OPTIONS.follows);
  expect(new Set(edges.map(({ followerId, followeeId }) => followerId + followeeId)).size).toBe(edges.length);
  expect(edges.filter(({ followerId, followeeId }) => followerId === followeeId)).toEqual([]);
  expect(Math.max(...followers.values())).toBeLessThanOrEqual(OPTIONS.maxFollowers);
});

test('people follow within their department far more often than chance would, and follow back', () => {
  const { members, known, share } = graph();
  const universityOf = (id: string) => {
    const { universityId, department } = known.get(id)?.member ?? {};
    return `${universityId} ${department}`;
  };
  const sizes = new Map<string, number>();
  for (const { id } of members) sizes.set(universityOf(id), (sizes.get(universityOf(id)) ?? 0) + 1);
  const chance = [...sizes.values()].reduce((sum, size) => sum + (size / members.length) ** 2, 0);
  expect(
    share(({ followerId, followeeId }) => universityOf(followerId) === universityOf(followeeId)) / chance,
  ).toBeGreaterThan(3);
  const density = OPTIONS.follows / OPTIONS.users ** 2;
  const returned = share(({ followerId, followeeId }) => known.get(followeeId)?.follows.has(followerId));
  expect(returned / density).toBeGreaterThan(5);
});

test('friends of friends are followed more often than chance would', () => {
  const { members, known } = graph();
  let [closed, open] = [0, 0];
  for (const { id } of members) {
    const mine = known.get(id)?.follows ?? new Set<string>();
    for (const friend of [...mine].slice(0, 5)) {
      for (const followee of [...(known.get(friend)?.follows ?? [])].slice(0, 5)) {
        if (followee === id) continue;
        if (mine.has(followee)) closed++;
        else open++;
      }
    }
  }
  expect(closed / (closed + open) / (OPTIONS.follows / OPTIONS.users ** 2)).toBeGreaterThan(3);
});

test('few have very many followers, most have few; few departments are large', () => {
  const { members, followers } = graph();
  const counts = [...followers.values()].sort((a, b) => b - a);
  const [max, median] = [counts[0] ?? 0, counts[Math.floor(counts.length / 2)] ?? 0];
  expect(max).toBeGreaterThan(median * 10);
  const sizes = new Map<string, number>();
  for (const { department, universityId } of members) {
    const universityOf = `${universityId} ${department}`;
    sizes.set(universityOf, (sizes.get(universityOf) ?? 0) + 1);
  }
  const bySize = [...sizes.values()].sort((a, b) => b - a);
  expect(bySize[0] ?? 0).toBeGreaterThan((bySize[Math.floor(bySize.length / 2)] ?? 0) * 3);
});
