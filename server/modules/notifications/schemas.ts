import { NOTIFICATION_TOPICS } from '@chitlaq/text/notifications';
import { z } from 'zod';
import { PageQuery, pageOf } from '../../platform/page.ts';
import { Uuid } from '../../platform/uuid.ts';
import { Post, PostAuthor } from '../content/index.ts';
import { KINDS } from './kinds.ts';

export const NotificationKind = z.enum(KINDS);

const kindList = z
  .string()
  .transform((value) => value.split(',').map((kind) => kind.trim()))
  .pipe(z.array(NotificationKind).min(1))
  .describe('Only these kinds, comma-separated, as in `mention,reply,quote`');

export const NotificationQuery = PageQuery.extend({ kinds: kindList.optional() });
export type NotificationQuery = z.infer<typeof NotificationQuery>;

export const Notification = z
  .object({
    id: z.uuid().describe('Changes with every activity added to the group, which is unread again'),
    groupId: z.uuid().describe('Stays the same while the group grows'),
    kind: NotificationKind,
    topic: z.enum(NOTIFICATION_TOPICS).nullable().describe('Variant of the kind; null for the default'),
    actors: z.array(PostAuthor).describe('The newest three actors; empty for `moderation` and `system`'),
    count: z.int().describe('Number of actors, except those whom the viewer may not see or mutes'),
    subjectId: z
      .uuid()
      .nullable()
      .describe(
        'Id of its post, conversation, scheduled post, message export, decision or appeal; null if there is none',
      ),
    post: Post.nullable().describe(
      'The viewer’s post that was liked or reposted; the post that replies, mentions or quotes; or the liked post that was rewritten',
    ),
    isRead: z.boolean(),
    at: z.iso.datetime().describe('Time of the newest activity'),
  })
  .meta({ id: 'Notification' });
export type Notification = z.infer<typeof Notification>;

const unreadCount = z.int().describe('Unread notifications in the list; counted up to 100');

export const NotificationPage = pageOf(Notification)
  .extend({ unread: unreadCount })
  .meta({ id: 'NotificationPage' });
export type NotificationPage = z.infer<typeof NotificationPage>;

export const Unread = z.object({ unread: unreadCount }).meta({ id: 'UnreadNotifications' });
export type Unread = z.infer<typeof Unread>;

export const ReadBody = z
  .strictObject({
    upToId: Uuid.optional().describe('Marks this notification and all older ones as read'),
    ids: z.array(Uuid).min(1).max(100).optional(),
  })
  .refine((body) => (body.upToId === undefined) !== (body.ids === undefined), {
    message: 'Give either `upToId` or `ids`.',
  });
export type ReadBody = z.infer<typeof ReadBody>;

export const ThreadParams = z.object({ postId: Uuid.describe('Any post of the thread') });
export const ThreadMute = z.object({ muted: z.boolean() }).meta({ id: 'ThreadMute' });
export type ThreadMute = z.infer<typeof ThreadMute>;
