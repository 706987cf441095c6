import { requestNotAccepted, requestPending, youBlockThem } from './problems.ts';

/** How one stands in a conversation to the other one of two, and to an invitation into a group. */
export interface Relationship {
  /** The other one blocks them: whatever they do is done for them alone, and they do not learn of it. */
  isBlockedByOther: boolean;
  blocksOther: boolean;
  /** They have not said yes to a request or an invitation. */
  hasPendingRequest: boolean;
  /** The other one has not said yes, or has said no, which is not told. */
  awaitsAcceptance: boolean;
}

/**
 * Refuses what the other one would see before both have said yes to the conversation, or while one blocks them.
 * @throws Problem 403 `request_not_accepted`, `you_block_them`
 */
export function requireAnswered({ hasPendingRequest, blocksOther }: Relationship): void {
  if (hasPendingRequest) throw requestNotAccepted();
  if (blocksOther) throw youBlockThem();
}

/**
 * The same of what the conversation itself says afterwards: who asks has no more words than a request has.
 * @throws Problem 403 `request_not_accepted`, `you_block_them`, `request_pending`
 */
export function requireCanChange(relationship: Relationship): void {
  requireAnswered(relationship);
  if (relationship.awaitsAcceptance) throw requestPending();
}
