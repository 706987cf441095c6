import { recipientBlocked, requestNotAccepted, requestPending } from './problems.ts';

/**
 * A participant's relation to the other participant of a direct conversation, or to an invitation to a group.
 */
export interface Relationship {
  /**
   * The other participant blocks this member. The member's actions then apply to themselves only, without
   * their knowledge.
   */
  isBlockedByOther: boolean;
  blocksOther: boolean;
  /** They have not accepted a request or an invitation. */
  hasPendingRequest: boolean;
  /** The other participant has not accepted, or has declined, which is kept secret. */
  awaitsAcceptance: boolean;
}

/**
 * Refuses actions that the other participant would see while the member has not accepted the conversation, or
 * blocks the other.
 * @throws Problem 403 `request_not_accepted`, `recipient_blocked`
 */
export function requireAnswered({ hasPendingRequest, blocksOther }: Relationship): void {
  if (hasPendingRequest) throw requestNotAccepted();
  if (blocksOther) throw recipientBlocked();
}

/**
 * The same for actions that add a notice: a requester may add none before the request is accepted.
 * @throws Problem 403 `request_not_accepted`, `recipient_blocked`, `request_pending`
 */
export function requireCanChange(relationship: Relationship): void {
  requireAnswered(relationship);
  if (relationship.awaitsAcceptance) throw requestPending();
}
