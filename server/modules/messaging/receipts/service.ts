import type { Context } from '../../../platform/context.ts';
import type { Viewer } from '../../../platform/http/viewer.ts';
import { conversationNotFound } from '../problems.ts';
import { publish } from '../topics.ts';
import {
  type AdvanceResult,
  advanceWatermarks,
  type ReceiptRecipient,
  receiptRecipients,
} from './queries.ts';
import type { Receipt } from './schemas.ts';

/** In larger groups receipts are not published; they are computed when messages are read. */
const MAX_LIVE_MEMBERS = 32;

/**
 * Marks a conversation as read (and delivered) up to a message, on any device. Never moves back.
 * @throws Problem 404 `conversation_not_found`
 */
export const markRead = (
  ctx: Context,
  viewer: Pick<Viewer, 'id'>,
  conversationId: string,
  seq: number,
): Promise<Receipt> => advanceAndPublish(ctx, viewer, conversationId, { delivered: seq, read: seq });

/**
 * Marks a conversation as delivered up to a message. Never moves back.
 * @throws Problem 404 `conversation_not_found`
 */
export const markDelivered = (
  ctx: Context,
  viewer: Pick<Viewer, 'id'>,
  conversationId: string,
  seq: number,
): Promise<Receipt> => advanceAndPublish(ctx, viewer, conversationId, { delivered: seq, read: 0 });

async function advanceAndPublish(
  ctx: Context,
  viewer: Pick<Viewer, 'id'>,
  conversationId: string,
  to: { delivered: number; read: number },
): Promise<Receipt> {
  const now = await advanceWatermarks(ctx.db, conversationId, viewer.id, to);
  if (now === undefined) throw conversationNotFound();
  const { deliveredSeq, readSeq } = now;
  const receipt = { conversationId, userId: viewer.id, deliveredSeq, readSeq };
  if (!now.hasMoved) return receipt;
  // The viewer's devices get all of it. Others get what both sides share, and nothing if a request is pending
  // or a block exists.
  publish(ctx, 'messaging.receipt', { ...receipt, only: [viewer.id] });
  if (now.state !== 'active' || now.blocksOther || now.memberCount > MAX_LIVE_MEMBERS) return receipt;
  const others = await receiptRecipients(ctx.db, conversationId, viewer.id);
  for (const { only, ...visible } of groupByVisibleReceipt(now, others))
    if (visible.deliveredSeq > 0) publish(ctx, 'messaging.receipt', { ...receipt, ...visible, only });
  return receipt;
}

/** Groups recipients by what they may see of a receipt. */
function groupByVisibleReceipt(now: AdvanceResult, others: readonly ReceiptRecipient[]) {
  const groups = new Map<string, { deliveredSeq: number; readSeq: number; only: string[] }>();
  for (const { id, sharesRead, sharesDelivered } of others) {
    const readSeq = now.sharesRead && sharesRead ? now.readSeq : 0;
    const deliveredSeq = now.sharesDelivered && sharesDelivered ? now.deliveredSeq : readSeq;
    const group = groups.get(`${deliveredSeq} ${readSeq}`) ?? { deliveredSeq, readSeq, only: [] };
    groups.set(`${deliveredSeq} ${readSeq}`, { ...group, only: [...group.only, id] });
  }
  return groups.values();
}
