import { z } from 'zod';
import { PageQuery, pageOf } from '../../../platform/page.ts';
import { Uuid } from '../../../platform/uuid.ts';
import { Message, Person, Seq } from '../schemas.ts';

export const Role = z.enum(['owner', 'admin', 'member']);
export type Role = z.infer<typeof Role>;

export const Participant = Person.extend({
  role: Role,
  gone: z.boolean().describe('They are no longer on this campus'),
}).meta({ id: 'Participant' });
export type Participant = z.infer<typeof Participant>;

export const GroupMember = Participant.extend({
  joinedAt: z.iso.datetime(),
  invited: z.boolean().describe('Added by somebody whom they do not follow; they have not said yes'),
}).meta({ id: 'GroupMember' });
export const GroupMemberPage = pageOf(GroupMember);
export type GroupMemberPage = z.infer<typeof GroupMemberPage>;

export const Conversation = z
  .object({
    id: z.uuid(),
    type: z.enum(['direct', 'group']),
    name: z.string().nullable().describe('Of a group'),
    avatarUrl: z.string().nullable().describe('Of a group'),
    participants: z
      .array(Participant)
      .describe('The other one; of a group the first four others. All: `/participants`'),
    memberCount: z.int(),
    lastMessage: Message.nullable(),
    lastMessageAt: z.iso.datetime(),
    unreadCount: z.int().describe('Up to 100, among the newest 1,000'),
    mentioned: z.boolean().describe('An unread message among the newest 1,000 names the reader'),
    lastSeq: Seq,
    firstSeq: Seq.describe('The first number that the reader may read'),
    readSeq: Seq,
    deliveredSeq: Seq,
    othersDeliveredSeq: Seq.describe('Every other member has received up to here'),
    othersReadSeq: Seq.describe('Every other member has read up to here, as far as they tell'),
    role: Role,
    request: z.boolean().describe('A stranger began it; accept it, or delete it'),
    blocking: z.boolean().describe('The reader blocks the other one'),
    muted: z.boolean(),
    mutedUntil: z.iso.datetime().nullable().describe('Null while `muted`: until it is changed'),
    archived: z.boolean(),
    pinned: z.boolean(),
    markedUnread: z.boolean(),
    history: z.enum(['all', 'joined']).describe('What new members of the group may read'),
    whoWrites: z.enum(['members', 'admins']),
    whoAdds: z.enum(['members', 'admins']),
    disappearAfterSeconds: z.int().nullable(),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: 'Conversation' });
export type Conversation = z.infer<typeof Conversation>;

export const ConversationPage = pageOf(Conversation);
export type ConversationPage = z.infer<typeof ConversationPage>;

export const ConversationsQuery = PageQuery.extend({
  folder: z.enum(['inbox', 'requests', 'archived']).default('inbox'),
});
export type ConversationsQuery = z.infer<typeof ConversationsQuery>;

/** Maximum members of a group, its creator included. */
export const MAX_GROUP_MEMBERS = 500;

export const NewConversation = z.strictObject({
  type: z.enum(['direct', 'group']),
  participantIds: z.array(Uuid).min(1).max(MAX_GROUP_MEMBERS).describe('The others'),
  name: z.string().optional().describe('Of a group; 80 characters at most'),
});
export type NewConversation = z.infer<typeof NewConversation>;

export const ConversationChange = z.strictObject({
  name: z.string().optional(),
  mediaId: Uuid.nullable().optional().describe('The group’s picture, uploaded before; null takes it away'),
  history: z.enum(['all', 'joined']).optional(),
  whoWrites: z.enum(['members', 'admins']).optional(),
  whoAdds: z.enum(['members', 'admins']).optional(),
  disappearAfterSeconds: z
    .union([z.literal(86_400), z.literal(604_800), z.literal(7_776_000)])
    .nullable()
    .optional()
    .describe('New messages go after a day, a week, 90 days; null: they stay'),
});
export type ConversationChange = z.infer<typeof ConversationChange>;

export const MembershipChange = z.strictObject({
  muted: z.boolean().optional(),
  mutedUntil: z.iso
    .datetime()
    .optional()
    .describe('Mutes until then; with `muted` and without this: until it is changed'),
  archived: z.boolean().optional(),
  pinned: z.boolean().optional(),
  markedUnread: z.boolean().optional(),
});
export type MembershipChange = z.infer<typeof MembershipChange>;

export const ParticipantParams = z.strictObject({
  id: Uuid,
  userId: Uuid,
});
export const ParticipantBody = z.strictObject({ role: Role.optional() });
export type ParticipantBody = z.infer<typeof ParticipantBody>;

export const Unread = z
  .object({
    conversations: z.int().describe('Conversations with something unread, the muted left out; up to 100'),
    requests: z.int(),
  })
  .meta({ id: 'UnreadMessages' });
export type Unread = z.infer<typeof Unread>;
