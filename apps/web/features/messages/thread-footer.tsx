'use client';

import { latePart, useLatePart } from '../../lib/late-part.ts';
import { Composer } from './composer.tsx';
import type { ComposerTarget, Conversation, Message } from './types.ts';

// Few conversations are closed.
const closedPart = latePart(() => import('./closed-footer.tsx'));

/** Whether the viewer may write: has accepted it, blocks nobody, and may post to the group. */
const isWritable = ({ type, request, blocking, participants, whoWrites, role }: Conversation): boolean => {
  const [other] = participants;
  if (request || (blocking && other)) return false;
  return type === 'direct'
    ? other !== undefined && !other.isInactive
    : whoWrites !== 'admins' || role !== 'member';
};

/** Whether the footer has loaded, so that it does not move the messages later. */
export const useIsFooterReady = (conversation: Conversation): boolean => {
  const isClosed = !isWritable(conversation);
  const closed = useLatePart(closedPart, isClosed);
  return !isClosed || closed !== undefined;
};

/** The composer of a thread, or the reason why the viewer cannot write. */
export function ThreadFooter({
  conversation,
  ...composerProps
}: {
  conversation: Conversation;
  meId: string;
  target: ComposerTarget;
  onTarget: (target: ComposerTarget) => void;
  /** The viewer's last message, which arrow up edits. */
  lastOwnMessage: Message | undefined;
  onSent: () => void;
}) {
  const isClosed = !isWritable(conversation);
  const closed = useLatePart(closedPart, isClosed);
  if (isClosed) return closed ? <closed.ClosedFooter conversation={conversation} /> : null;
  return <Composer conversation={conversation} {...composerProps} />;
}
