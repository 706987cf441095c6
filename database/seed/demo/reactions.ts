import { createHash } from 'node:crypto';
import { demoBlocks, demoFollows, demoMutes } from './follows.ts';
import { demoMembers } from './members.ts';
import { demoPosts } from './posts.ts';
import type { DemoMember, DemoPost, DemoReaction, DemoVote } from './types.ts';

/** A number in [0, 1) derived from the words: reactions are the same on every machine. */
function chance(...words: string[]): number {
  return createHash('sha256').update(words.join(' ')).digest().readUInt32BE() / 0x1_0000_0000;
}

const members = new Map(demoMembers.map((member) => [member.username, member]));
const posts = new Map(demoPosts.map((post) => [post.key, post]));
const apart = new Set(
  [...demoBlocks, ...demoMutes].flatMap(({ from, to }) => [`${from} ${to}`, `${to} ${from}`]),
);

const follows = (from: string, to: string): boolean => (demoFollows[from] ?? []).includes(to);

function mayRead(viewer: DemoMember, author: DemoMember, post: DemoPost): boolean {
  const needsFollow = author.isPrivate === true || post.visibility === 'followers';
  if (needsFollow && !follows(viewer.username, author.username)) return false;
  return post.visibility !== 'university' || viewer.university === author.university;
}

/** The probability that a member who sees a post likes it: some posts are simply better than others. */
function liking(viewer: DemoMember, author: DemoMember, post: DemoPost): number {
  const appeal = 0.25 + 1.5 * chance('appeal', post.key) ** 2;
  const near = follows(viewer.username, author.username)
    ? 0.45
    : viewer.university === author.university
      ? 0.06
      : 0.02;
  const isAnswered = post.replyTo !== undefined && posts.get(post.replyTo)?.author === viewer.username;
  const isForeign = viewer.language === 'en' && post.language === 'tr';
  return isAnswered ? 0.6 : near * appeal * (post.replyTo === undefined ? 1 : 0.5) * (isForeign ? 0.4 : 1);
}

/** The campus's likes, reposts and bookmarks: by members who may read a post, mostly by the author's followers. */
function* react(): Generator<DemoReaction> {
  for (const post of demoPosts) {
    const author = members.get(post.author) as DemoMember; // the tests check that each author is a member
    for (const viewer of demoMembers) {
      const { username } = viewer;
      if (username === post.author || apart.has(`${username} ${post.author}`)) continue;
      if (!mayRead(viewer, author, post)) continue;
      const likely = liking(viewer, author, post);
      // Most react soon after the post, some much later, nobody before it or after the campus's last moment.
      const minutesAgo = Math.floor(post.minutesAgo * (1 - chance('when', username, post.key) ** 3));
      const at = { member: username, post: post.key, minutesAgo };
      if (chance('like', username, post.key) < likely) yield { kind: 'like', ...at };
      const isPassable = post.visibility !== 'followers' && author.isPrivate !== true;
      if (isPassable && post.replyTo === undefined && chance('repost', username, post.key) < likely * 0.14)
        yield { kind: 'repost', ...at };
      if (chance('bookmark', username, post.key) < likely * 0.08) yield { kind: 'bookmark', ...at };
    }
  }
}

export const demoReactions: readonly DemoReaction[] = [...react()];

/** The votes in the campus's polls: by half of the members who follow the author or are near. Earlier options have more friends. */
function* vote(): Generator<DemoVote> {
  for (const { key, author: authorName, minutesAgo, poll, ...post } of demoPosts) {
    if (poll === undefined) continue;
    const author = members.get(authorName) as DemoMember; // the tests check that each author is a member
    for (const viewer of demoMembers) {
      const { username } = viewer;
      if (username === authorName || apart.has(`${username} ${authorName}`)) continue;
      if (!mayRead(viewer, author, { key, author: authorName, minutesAgo, ...post })) continue;
      const isNear = follows(username, authorName) || viewer.university === author.university;
      if (chance('vote', username, key) > (isNear ? 0.7 : 0.25)) continue;
      const choice = Math.floor(poll.options.length * chance('choice', username, key) ** 1.4);
      yield {
        member: username,
        post: key,
        choice,
        minutesAgo: Math.floor(minutesAgo * chance('at', username, key)),
      };
    }
  }
}

export const demoVotes: readonly DemoVote[] = [...vote()];
