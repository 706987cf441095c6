import { parseEntities } from '@chitlaq/text';
import type pg from 'pg';
import { copyInto } from './copy.ts';
import { type DemoPost, demoLooks, demoPosts, demoReactions, demoRecentFollows } from './demo/index.ts';

const MINUTE_MS = 60_000;

type Kind = 'like' | 'repost' | 'reply' | 'quote' | 'mention' | 'follow';

/** Something that another member did, and that a member is notified of. */
interface Activity {
  kind: Kind;
  member: string;
  actor: string;
  /** Key of the post that it is about; absent for a follow. */
  post?: string;
  minutesAgo: number;
}

const byKey = new Map(demoPosts.map((post) => [post.key, post]));

/** The members whom a post notifies, each for one reason: replied to, else quoted, else mentioned. */
function reasonsOf(post: DemoPost): ReadonlyMap<string, Kind> {
  const reasons = new Map<string, Kind>();
  for (const entity of parseEntities(post.content))
    if (entity.type === 'mention') reasons.set(entity.username, 'mention');
  const [parent, quoted] = [post.replyTo, post.quoteOf].map((key) => byKey.get(key ?? ''));
  if (quoted) reasons.set(quoted.author, 'quote');
  if (parent) reasons.set(parent.author, 'reply');
  return reasons;
}

function* activities(): Generator<Activity> {
  for (const { kind, member: actor, post, minutesAgo } of demoReactions) {
    const member = byKey.get(post)?.author;
    if (kind !== 'bookmark' && member !== undefined) yield { kind, member, actor, post, minutesAgo };
  }
  for (const post of demoPosts)
    for (const [member, kind] of reasonsOf(post))
      yield { kind, member, actor: post.author, post: post.key, minutesAgo: post.minutesAgo };
  for (const { from, to, minutesAgo } of demoRecentFollows)
    yield { kind: 'follow', member: to, actor: from, minutesAgo };
}

interface Names {
  idOf(username: string): string;
  postId(key: string): string;
  fixedId(name: string, milliseconds: number): string;
  now: number;
}

/** Inserts the notifications of the members in `demoLooks`, grouped and read as if they had been there. */
export async function writeNotifications(
  client: pg.ClientBase,
  { idOf, postId, fixedId, now }: Names,
): Promise<void> {
  const at = (minutesAgo: number) => now - minutesAgo * MINUTE_MS;
  const groups = new Map<
    string,
    { first: string; last: string; member: string; kind: Kind; subject: string; readAt: Date | null }
  >();
  const rows: [user: string, cause: string, id: string, group: string, actor: string][] = [];
  const theirs = [...activities()]
    .filter(({ member, actor }) => member in demoLooks && member !== actor)
    .sort((a, b) => b.minutesAgo - a.minutesAgo);
  for (const { kind, member, actor, post, minutesAgo } of theirs) {
    const subject = post === undefined ? idOf(member) : postId(post);
    const cause = {
      like: `like:${subject}:${idOf(actor)}`,
      repost: `repost:${subject}:${idOf(actor)}`,
      reply: `post:${subject}`,
      quote: `post:${subject}`,
      mention: `post:${subject}`,
      follow: `follow::${idOf(actor)}`,
    }[kind];
    const id = fixedId(`activity ${member} ${cause}`, at(minutesAgo));
    const nextLook = demoLooks[member]?.find((look) => look <= minutesAgo);
    const key = [member, kind, subject, nextLook ?? 'unread'].join(' ');
    const group = groups.get(key) ?? {
      first: id,
      last: id,
      member: idOf(member),
      kind,
      subject,
      readAt: nextLook === undefined ? null : new Date(at(nextLook)),
    };
    group.last = id > group.last ? id : group.last;
    groups.set(key, group);
    rows.push([idOf(member), cause, id, group.first, idOf(actor)]);
  }
  await copyInto(
    client,
    'notifications.notifications',
    ['id', 'user_id', 'kind', 'subject_id', 'latest_activity_id', 'read_at'],
    [...groups.values()].map(({ first, member, kind, subject, last, readAt }) => [
      first,
      member,
      kind,
      subject,
      last,
      readAt,
    ]),
  );
  await copyInto(
    client,
    'notifications.activities',
    ['user_id', 'cause', 'id', 'notification_id', 'actor_id'],
    rows,
  );
}
