import type { Context } from '../../../platform/context.ts';
import type { Viewer } from '../../../platform/http/viewer.ts';
import { tell } from '../live.ts';
import { conversationNotFound } from '../problems.ts';
import { type Advanced, advance, type Listener, listeners } from './queries.ts';
import type { Receipt } from './schemas.ts';

/** In larger groups receipts are counted when the list is read, and not told to everybody each time somebody reads. */
const LIVE_MOST = 32;

/**
 * One has read a conversation up to a message, on any device; what is read is delivered too. Never moves back.
 * @throws Problem 404 `conversation_not_found`
 */
export const markRead = (
  ctx: Context,
  viewer: Pick<Viewer, 'id'>,
  conversationId: string,
  seq: number,
): Promise<Receipt> => move(ctx, viewer, conversationId, { delivered: seq, read: seq });

/**
 * One's device has received a conversation up to a message. Never moves back.
 * @throws Problem 404 `conversation_not_found`
 */
export const markDelivered = (
  ctx: Context,
  viewer: Pick<Viewer, 'id'>,
  conversationId: string,
  seq: number,
): Promise<Receipt> => move(ctx, viewer, conversationId, { delivered: seq, read: 0 });

async function move(
  ctx: Context,
  viewer: Pick<Viewer, 'id'>,
  conversationId: string,
  to: { delivered: number; read: number },
): Promise<Receipt> {
  const now = await advance(ctx.db, conversationId, viewer.id, to);
  if (now === undefined) throw conversationNotFound();
  const { deliveredSeq, readSeq } = now;
  const receipt = { conversationId, userId: viewer.id, deliveredSeq, readSeq };
  if (!now.moved) return receipt;
  // One's own devices hear all of it; others what both sides agree to, and nobody where a request waits or a block stands.
  tell(ctx, 'messaging.receipt', { ...receipt, only: [viewer.id] });
  if (now.state !== 'active' || now.blocksOther || now.memberCount > LIVE_MOST) return receipt;
  const others = await listeners(ctx.db, conversationId, viewer.id);
  for (const { only, ...shown } of told(now, others))
    if (shown.deliveredSeq > 0) tell(ctx, 'messaging.receipt', { ...receipt, ...shown, only });
  return receipt;
}

/** What is told to whom: those who are told the same stand together. */
function told(now: Advanced, others: readonly Listener[]) {
  const groups = new Map<string, { deliveredSeq: number; readSeq: number; only: string[] }>();
  for (const { id, tellsRead, tellsDelivered } of others) {
    const readSeq = now.tellsRead && tellsRead ? now.readSeq : 0;
    const deliveredSeq = now.tellsDelivered && tellsDelivered ? now.deliveredSeq : readSeq;
    const group = groups.get(`${deliveredSeq} ${readSeq}`) ?? { deliveredSeq, readSeq, only: [] };
    groups.set(`${deliveredSeq} ${readSeq}`, { ...group, only: [...group.only, id] });
  }
  return groups.values();
}
