import { z } from 'zod';
import { PageQuery, pageOf } from '../../../platform/page.ts';
import { Uuid } from '../../../platform/uuid.ts';
import { Message, Person, Seq } from '../schemas.ts';

export const Role = z.enum(['owner', 'admin', 'member']);
export type Role = z.infer<typeof Role>;

export const Participant = Person.extend({
  role: Role,
  isInactive: z.boolean().describe('The account is suspended, deactivated or deleted'),
}).meta({ id: 'Participant' });
export type Participant = z.infer<typeof Participant>;

export const GroupMember = Participant.extend({
  joinedAt: z.iso.datetime(),
  invited: z.boolean().describe('Added by somebody whom they do not follow, and has not accepted yet'),
}).meta({ id: 'GroupMember' });
export const GroupMemberPage = pageOf(GroupMember);
export type GroupMemberPage = z.infer<typeof GroupMemberPage>;

export const Conversation = z
  .object({
    id: z.uuid(),
    type: z.enum(['direct', 'group']),
    name: z.string().nullable().describe('Groups only'),
    avatarUrl: z.string().nullable().describe('Groups only'),
    participants: z
      .array(Participant)
      .describe('The other participant; for a group the first four others. `/participants` lists all'),
    memberCount: z.int(),
    lastMessage: Message.nullable(),
    lastMessageAt: z.iso.datetime(),
    unreadCount: z.int().describe('Up to 100, among the newest 1,000'),
    mentioned: z.boolean().describe('An unread message among the newest 1,000 mentions the viewer'),
    lastSeq: Seq,
    firstSeq: Seq.describe('The first message number that the viewer may read'),
    readSeq: Seq,
    deliveredSeq: Seq,
    othersDeliveredSeq: Seq.describe('Every other member has received messages up to this number'),
    othersReadSeq: Seq.describe(
      'Every other member who shares read receipts has read messages up to this number',
    ),
    role: Role,
    request: z.boolean().describe('A message request: accept or delete it'),
    hasHiddenWord: z
      .boolean()
      .describe('A message request with a word that the viewer hides: list it apart. It notified nobody'),
    awaitsAcceptance: z
      .boolean()
      .describe(
        'The other participant has not accepted the viewer’s request. Whether they declined is secret',
      ),
    blocking: z.boolean().describe('The viewer blocks the other participant'),
    muted: z.boolean(),
    mutedUntil: z.iso.datetime().nullable().describe('Null while `muted` without an end'),
    archived: z.boolean(),
    pinned: z.boolean(),
    markedUnread: z.boolean(),
    history: z.enum(['all', 'joined']).describe('Which messages new members of the group may read'),
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
  participantIds: z.array(Uuid).min(1).max(MAX_GROUP_MEMBERS).describe('Ids of the other participants'),
  name: z.string().optional().describe('Groups only; at most 80 characters'),
});
export type NewConversation = z.infer<typeof NewConversation>;

export const ConversationChange = z.strictObject({
  name: z.string().optional(),
  mediaId: Uuid.nullable().optional().describe('An uploaded image as the group’s picture; null removes it'),
  history: z.enum(['all', 'joined']).optional(),
  whoWrites: z.enum(['members', 'admins']).optional(),
  whoAdds: z.enum(['members', 'admins']).optional(),
  disappearAfterSeconds: z
    .union([z.literal(86_400), z.literal(604_800), z.literal(7_776_000)])
    .nullable()
    .optional()
    .describe('New messages disappear after a day, a week or 90 days; null: never'),
});
export type ConversationChange = z.infer<typeof ConversationChange>;

export const MembershipChange = z.strictObject({
  muted: z.boolean().optional(),
  mutedUntil: z.iso.datetime().optional().describe('End of the mute; `muted` without it mutes indefinitely'),
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
    conversations: z
      .int()
      .describe('Conversations with unread messages, except muted ones; counted up to 100'),
    requests: z.int(),
  })
  .meta({ id: 'UnreadMessages' });
export type Unread = z.infer<typeof Unread>;
