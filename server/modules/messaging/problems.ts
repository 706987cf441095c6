import { Problem } from '../../platform/problem.ts';

const fieldError = (path: string, message: string) => ({ errors: [{ path, message }] });

export const conversationNotFound = () =>
  new Problem(404, 'conversation_not_found', 'This conversation doesn’t exist, or you’re not in it.');

export const messageNotFound = () =>
  new Problem(404, 'message_not_found', 'This message doesn’t exist, or you can’t see it.');

export const cannotWriteTo = () =>
  new Problem(403, 'not_allowed', 'You can’t message this person because of their settings.');

/** @param index  of the first of `participantIds` who does not admit it */
export const cannotAdd = (index: number) =>
  new Problem(
    403,
    'group_not_allowed',
    'You can’t add this person to a group because of their settings.',
    fieldError(`participantIds.${index}`, 'You can’t add this person to a group because of their settings.'),
  );

export const recipientBlocked = () =>
  new Problem(403, 'recipient_blocked', 'You blocked this person. Unblock them to message them or react.');

export const recipientInactive = () =>
  new Problem(
    403,
    'recipient_inactive',
    'This person is no longer here. You can still read the conversation.',
  );

export const onlyAdminsWrite = () =>
  new Problem(403, 'only_admins_write', 'Only admins can write in this group.');

export const adminsOnly = () => new Problem(403, 'admins_only', 'Only an admin of the group may do this.');

export const ownerOnly = () => new Problem(403, 'owner_only', 'Only the owner of the group may do this.');

export const requestPending = () =>
  new Problem(
    403,
    'request_pending',
    'Your request hasn’t been answered yet. You can write more once it’s accepted.',
  );

export const requestNotAccepted = () =>
  new Problem(
    403,
    'request_not_accepted',
    'Accept the request first. Until then, they won’t know you’ve seen it.',
  );

export const requestTextOnly = () =>
  new Problem(403, 'request_text_only', 'You can only send text until your request is accepted.');

export const notAGroup = () =>
  new Problem(422, 'not_a_group', 'You can only do this in a group; this is a direct conversation.');

export const invalidParticipants = (detail: string) =>
  new Problem(422, 'invalid_participants', detail, fieldError('participantIds', detail));

export const groupNeedsName = () =>
  new Problem(
    422,
    'group_needs_name',
    'Give the group a name.',
    fieldError('name', 'Give the group a name.'),
  );

export const nameTooLong = () =>
  new Problem(
    422,
    'name_too_long',
    'A name can have up to 80 characters.',
    fieldError('name', 'Too long: 80 characters at most.'),
  );

export const groupFull = (max: number) =>
  new Problem(422, 'group_full', `A group holds ${max} members at most.`);

export const tooManyConversations = (retryAfter: number) =>
  new Problem(
    429,
    'too_many_conversations',
    `You’ve started many conversations. Start another in ${Math.ceil(retryAfter / 60)} minutes.`,
    { retryAfter },
  );

export const emptyMessage = () =>
  new Problem(
    422,
    'empty_message',
    'Write something first.',
    fieldError('content', 'Write something first.'),
  );

export const messageTooLong = () =>
  new Problem(
    422,
    'message_too_long',
    'A message can have up to 4,000 characters.',
    fieldError('content', 'Too long: 4,000 characters at most.'),
  );

export const wrongMedia = (detail: string) =>
  new Problem(422, 'media_kind_not_allowed', detail, fieldError('mediaIds', detail));

export const tooManyMessages = (retryAfter: number) =>
  new Problem(429, 'too_many_messages', `You’re writing too fast. Try again in ${retryAfter} seconds.`, {
    retryAfter,
  });

export const notYourMessage = () =>
  new Problem(403, 'not_your_message', 'Only the sender can edit a message.');

export const tooLateToEdit = () =>
  new Problem(422, 'too_late_to_edit', 'You can edit a message for up to 24 hours after sending it.');

export const messageDeleted = () => new Problem(410, 'message_deleted', 'This message has been deleted.');

export const draftConflict = () =>
  new Problem(
    409,
    'draft_conflict',
    'Another device has since changed or sent this draft. Load it and continue from its version.',
  );

export const notAnEmoji = () => new Problem(422, 'not_an_emoji', 'React with one emoji.');

export const tooManyReactions = () =>
  new Problem(422, 'too_many_reactions', 'A message can have up to 20 different reactions, 5 of them yours.');

export const ownerMustTransfer = () =>
  new Problem(422, 'owner_must_transfer', 'Make another member the owner first; that hands over your role.');

export const invitationPending = () =>
  new Problem(422, 'invitation_pending', 'They haven’t joined yet. Hand the group over to a member who has.');

export const cannotForward = () =>
  new Problem(422, 'cannot_forward', 'This message can’t be forwarded: it was deleted or will disappear.');

export const forwardWithContent = () =>
  new Problem(
    422,
    'forward_with_content',
    'You can’t add anything to a forwarded message. Send your own words after it.',
  );

export const nothingToSearch = () =>
  new Problem(422, 'empty_search', 'Write a word to search for.', fieldError('q', 'Write a word.'));

export const tooManyPins = (max: number) =>
  new Problem(422, 'too_many_pins', `A conversation holds ${max} pinned messages at most. Unpin one first.`);

export const inviteNotFound = () =>
  new Problem(404, 'invite_not_found', 'This invite is no longer valid. Ask for a new one.');

export const tooManyInvites = (max: number) =>
  new Problem(422, 'too_many_invites', `A group holds ${max} invites at most. Revoke one first.`);

export const exportNotFound = () =>
  new Problem(404, 'export_not_found', 'This copy no longer exists. Request a new one.');

export const exportInProgress = () =>
  new Problem(
    409,
    'export_in_progress',
    'A copy of your messages is already being prepared. Wait for it, or cancel it first.',
  );

export const tooManyExports = (max: number, retryAfter: number) =>
  new Problem(
    429,
    'too_many_exports',
    `You can request ${max} copies of your messages a day. Try again in ${Math.ceil(retryAfter / 3_600)} hours.`,
    { retryAfter },
  );
