import type { Context } from '../../platform/context.ts';
import type { Viewer } from '../../platform/http/viewer.ts';
import { idTime } from '../../platform/id.ts';
import { mutedMatcher, type Post, presentPosts } from '../content/index.ts';
import { isAboutOthersPost, isAboutPost, type Kind } from './kinds.ts';
import { type Card, findMemberCards, type Group } from './queries.ts';
import type { Notification } from './schemas.ts';

const MAX_ACTORS = 3;

interface NotificationSubject {
  kind: Kind;
  topic: string;
  subjectId: string;
}

/**
 * Filters out notifications with the viewer's muted words. One look-up; loads the posts only if the viewer
 * mutes any words.
 */
export async function withoutMutedWords<Row extends NotificationSubject>(
  ctx: Context,
  viewer: Viewer,
  rows: readonly Row[],
): Promise<Row[]> {
  const ids = rows.filter(isAboutOthersPost).map(({ subjectId }) => subjectId);
  if (ids.length === 0) return [...rows];
  const muted = await mutedMatcher(ctx, viewer, 'contact');
  if (muted === null) return [...rows];
  const posts = byId(await presentPosts(ctx, viewer, ids));
  return rows.filter((row) => {
    if (!isAboutOthersPost(row)) return true;
    const post = posts.get(row.subjectId);
    return post !== undefined && muted(post) === null;
  });
}

/**
 * Groups as the viewer sees them; leaves out those whose post was just removed. Two queries plus those for
 * posts, per page.
 */
export async function present(
  ctx: Context,
  viewer: Viewer,
  groups: readonly Group[],
): Promise<Notification[]> {
  const postIds = groups.filter(isAboutPost).map(({ subjectId }) => subjectId);
  const actorIdsByGroup = groups.map((group) => actorsOf(group));
  const [cards, posts] = await Promise.all([
    findMemberCards(ctx.db, [...new Set(actorIdsByGroup.flat())]).then(byId<Card>),
    presentPosts(ctx, viewer, [...new Set(postIds)]).then(byId<Post>),
  ]);
  return groups.flatMap((group, index) => {
    const post = isAboutPost(group) ? posts.get(group.subjectId) : null;
    if (post === undefined) return [];
    return [
      {
        id: group.latestActivityId,
        groupId: group.id,
        kind: group.kind,
        topic: (group.topic || null) as Notification['topic'], // this module stored a valid topic
        actors: (actorIdsByGroup[index] ?? []).flatMap((id) => cards.get(id) ?? []),
        count: group.count,
        subjectId: group.subjectId === viewer.id ? null : group.subjectId,
        post,
        isRead: group.isRead,
        at: new Date(idTime(group.newest)).toISOString(),
      },
    ];
  });
}

const actorsOf = ({ actorIds }: Group): string[] =>
  [...new Set(actorIds.filter((id) => id !== null))].slice(0, MAX_ACTORS);

const byId = <Item extends { id: string }>(items: readonly Item[]): Map<string, Item> =>
  new Map(items.map((item) => [item.id, item]));
