import { existsSync, readFileSync } from 'node:fs';
import {
  matchesUniversityRule,
  POST_MAX,
  parseEmail,
  parseEntities,
  postLength,
  usernameProblem,
} from '@chitlaq/text';
import { expect, test } from 'vitest';
import {
  type DemoMember,
  type DemoPost,
  type DemoRelation,
  demoBlocks,
  demoConversations,
  demoFollowRequests,
  demoFollows,
  demoMembers,
  demoMutes,
  demoPosts,
  demoReactions,
  demoUniversities,
} from './index.ts';

const catalogueFile = new URL('../../data/universities.json', import.meta.url);
const LONGEST_AGO = 20 * 24 * 60;
const BIO_MAX = 160;

const membersByName = new Map(demoMembers.map((member) => [member.username, member]));
const postsByKey = new Map(demoPosts.map((post) => [post.key, post]));
const relations: readonly DemoRelation[] = [...demoFollowRequests, ...demoBlocks, ...demoMutes];

const followeesOf = (username: string) => demoFollows[username] ?? [];
const follows = (from: string, to: string) => followeesOf(from).includes(to);
const memberOf = (username: string): DemoMember => membersByName.get(username)!;

/** Whether a member may read a post, by the demo's own graph. */
function mayRead(viewer: string, post: DemoPost): boolean {
  if (viewer === post.author) return true;
  const author = memberOf(post.author);
  const needsFollow = author.isPrivate === true || post.visibility === 'followers';
  if (needsFollow && !follows(viewer, post.author)) return false;
  return post.visibility !== 'university' || memberOf(viewer).university === author.university;
}

/** The affiliation that the rules give to an address: the longest domain wins, then the longest prefix. */
function affiliationOf(member: DemoMember) {
  const parts = parseEmail(member.email);
  if (typeof parts === 'string') return parts;
  const rules = demoUniversities.find(({ name }) => name === member.university)?.rules ?? [];
  return rules
    .filter((rule) => matchesUniversityRule(parts, rule))
    .sort((a, b) => b.domain.length - a.domain.length || b.prefix.length - a.prefix.length)
    .at(0)?.affiliation;
}

test('the campus is large enough to look alive', () => {
  expect(demoMembers.length).toBeGreaterThanOrEqual(38);
  expect(demoPosts.length).toBeGreaterThanOrEqual(200);
  expect(Object.values(demoFollows).flat().length).toBeGreaterThanOrEqual(300);

  const english = demoPosts.filter(({ language }) => language === 'en').length / demoPosts.length;
  expect(english).toBeGreaterThan(0.2);
  expect(english).toBeLessThan(0.4);
});

test('usernames are ones that a member could register, and nobody shares one or an address', () => {
  expect(demoMembers.filter(({ username }) => usernameProblem(username) !== null)).toEqual([]);
  expect(membersByName.size).toBe(demoMembers.length);
  expect(new Set(demoMembers.map(({ email }) => email)).size).toBe(demoMembers.length);
});

test('every address gives its member the affiliation they have', () => {
  const wrong = demoMembers
    .map((member) => ({
      email: member.email,
      expected: member.affiliation,
      byRules: affiliationOf(member),
    }))
    .filter(({ expected, byRules }) => expected !== byRules);
  expect(wrong).toEqual([]);
});

test('no address can be a real mailbox: each contains a mark of the demo', () => {
  expect(demoMembers.filter(({ email }) => !/demo/.test(email.split('@')[0] ?? ''))).toEqual([]);
});

test('bios fit on a profile', () => {
  expect(demoMembers.filter(({ bio }) => bio === '' || postLength(bio) > BIO_MAX)).toEqual([]);
});

test('one owner, one admin and one moderator run the campus', () => {
  const roles = demoMembers.flatMap(({ username, role }) => (role ? [`${username} ${role}`] : []));
  expect(roles.sort()).toEqual(['ayse owner', 'bora admin', 'can moderator']);
});

test.skipIf(!existsSync(catalogueFile))(
  'the universities are in the catalogue under exactly these names and domains',
  () => {
    const catalogue: { name: string; country: string; domains: string[] }[] = JSON.parse(
      readFileSync(catalogueFile, 'utf8'),
    );
    for (const university of demoUniversities) {
      const entry = catalogue.find(
        ({ name, country }) => name === university.name && country === university.country,
      );
      expect(entry, university.name).toBeDefined();
      for (const { domain } of university.rules) {
        const isAtUniversity = entry!.domains.some(
          (known) => domain === known || domain.endsWith(`.${known}`),
        );
        expect(isAtUniversity, domain).toBe(true);
      }
    }
  },
);

test('everybody follows at least three others, never themselves, nobody twice', () => {
  for (const { username } of demoMembers) {
    const followees = followeesOf(username);
    expect(new Set(followees).size, username).toBe(followees.length);
    expect(followees.length, username).toBeGreaterThanOrEqual(3);
    expect(followees, username).not.toContain(username);
  }
});

test('every name that occurs is a member', () => {
  const named = [
    ...Object.keys(demoFollows),
    ...Object.values(demoFollows).flat(),
    ...relations.flatMap(({ from, to }) => [from, to]),
    ...demoPosts.map(({ author }) => author),
    ...demoPosts.flatMap(({ content }) =>
      parseEntities(content).flatMap((entity) => (entity.type === 'mention' ? [entity.username] : [])),
    ),
  ];
  expect(named.filter((username) => !membersByName.has(username))).toEqual([]);
});

test('only private members have follow requests, and a block leaves no follow either way', () => {
  for (const { from, to } of demoFollowRequests) {
    expect(memberOf(to).isPrivate, to).toBe(true);
    expect(follows(from, to), `${from} → ${to}`).toBe(false);
  }
  for (const { from, to } of demoBlocks) {
    expect(follows(from, to) || follows(to, from), `${from} → ${to}`).toBe(false);
  }
});

test('posts have unique keys and are at most twenty days older than the fixed moment', () => {
  expect(postsByKey.size).toBe(demoPosts.length);
  expect(demoPosts.filter(({ minutesAgo }) => !(minutesAgo >= 0 && minutesAgo <= LONGEST_AGO))).toEqual([]);
});

test('no post is empty or longer than a post may be', () => {
  const lengths = demoPosts.map(({ key, content }) => ({ key, length: postLength(content) }));
  expect(lengths.filter(({ length }) => length === 0 || length > POST_MAX)).toEqual([]);
});

test('replies and quotes come after their posts, in time and in the list', () => {
  const seen = new Set<string>();
  for (const post of demoPosts) {
    for (const key of [post.replyTo, post.quoteOf]) {
      if (key === undefined) continue;
      expect(postsByKey.has(key), `${post.key} → ${key}`).toBe(true);
      expect(seen.has(key), `${post.key} stands before ${key}`).toBe(true);
      expect(postsByKey.get(key)!.minutesAgo, post.key).toBeGreaterThan(post.minutesAgo);
    }
    seen.add(post.key);
  }
});

test('nobody replies to or quotes what they could not have read, and each reply is visible to the parent’s author', () => {
  for (const post of demoPosts) {
    const [parent, quoted] = [post.replyTo, post.quoteOf].map((key) => key && postsByKey.get(key));
    if (parent) {
      expect(mayRead(post.author, parent), `${post.key} → ${parent.key}`).toBe(true);
      expect(mayRead(parent.author, post), `${parent.author} reads ${post.key}`).toBe(true);
    }
    if (quoted) {
      expect(mayRead(post.author, quoted), `${post.key} → ${quoted.key}`).toBe(true);
      expect(quoted.visibility, `${quoted.key} is quoted`).toBeUndefined();
    }
  }
});

test('replies follow the reply policies', () => {
  for (const post of demoPosts) {
    const parent = post.replyTo && postsByKey.get(post.replyTo);
    if (!parent || parent.author === post.author) continue;
    const allowed = {
      everyone: true,
      followers: follows(post.author, parent.author),
      mentioned: parseEntities(parent.content).some(
        (entity) => entity.type === 'mention' && entity.username === post.author,
      ),
      nobody: false,
    };
    expect(allowed[parent.replyPolicy ?? 'everyone'], post.key).toBe(true);
  }
});

test('members who block each other do not talk', () => {
  for (const { from, to } of demoBlocks) {
    const between = demoPosts.filter((post) => {
      const b = postsByKey.get(post.replyTo ?? post.quoteOf ?? '')?.author;
      return (post.author === from && b === to) || (post.author === to && b === from);
    });
    expect(between).toEqual([]);
  }
});

test('everybody reacts only to what they may read, once, after it was posted; reposts never widen an audience', () => {
  const made = demoReactions.map(({ kind, member, post }) => `${kind} ${member} ${post}`);
  expect(new Set(made).size).toBe(made.length);
  const wrong = demoReactions.filter(({ kind, member, post: key, minutesAgo }) => {
    const post = postsByKey.get(key)!;
    const isWiderThanParent =
      kind === 'repost' && (post.visibility === 'followers' || memberOf(post.author).isPrivate === true);
    const isApart = [...demoBlocks, ...demoMutes].some(
      ({ from, to }) => (from === member && to === post.author) || (to === member && from === post.author),
    );
    return (
      !mayRead(member, post) || isWiderThanParent || isApart || minutesAgo > post.minutesAgo || minutesAgo < 0
    );
  });
  expect(wrong).toEqual([]);
});

test('the campus likes much, reposts little, and some posts far more than others', () => {
  const countOf = (wanted: string) => demoReactions.filter(({ kind }) => kind === wanted).length;
  expect(countOf('like')).toBeGreaterThan(600);
  expect(countOf('repost')).toBeGreaterThan(30);
  expect(countOf('repost')).toBeLessThan(countOf('like') / 5);
  expect(countOf('bookmark')).toBeGreaterThan(20);
  const likes = new Map<string, number>();
  for (const { kind, post } of demoReactions)
    if (kind === 'like') likes.set(post, (likes.get(post) ?? 0) + 1);
  const sorted = [...likes.values()].sort((a, b) => b - a);
  expect(sorted[0]).toBeGreaterThan(4 * (sorted[Math.floor(sorted.length / 2)] ?? 0) - 1);
  expect(demoPosts.filter(({ quoteOf }) => quoteOf !== undefined).length).toBeGreaterThanOrEqual(8);
});

test('senders are participants, messages are in order of time, and nobody writes to a member who blocks them', () => {
  for (const { key, members, messages, unread = {}, name } of demoConversations) {
    expect(new Set(members).size, key).toBe(members.length);
    if (name === undefined) expect(members, key).toHaveLength(2);
    for (const member of [...members, ...Object.keys(unread)])
      expect(membersByName.has(member), member).toBe(true);
    for (const [index, { from, minutesAgo, replyTo: answers, reactions = [] }] of messages.entries()) {
      expect(
        [from, ...reactions.map(([member]) => member)].every((member) => members.includes(member)),
        key,
      ).toBe(true);
      expect(minutesAgo, key).toBeGreaterThanOrEqual(0);
      expect(minutesAgo, key).toBeLessThanOrEqual(messages[index - 1]?.minutesAgo ?? minutesAgo);
      if (answers !== undefined) expect(answers, key).toBeLessThanOrEqual(index);
    }
    const blocked = demoBlocks.some(({ from, to }) => members.includes(from) && members.includes(to));
    expect(blocked && name === undefined, key).toBe(false);
  }
});
