import type { Receipt, WireMessage } from '../../../packages/client/src/realtime/protocol.ts';
import type { Context } from '../../platform/context.ts';
import type { Viewer } from '../../platform/http/viewer.ts';
import { Problem } from '../../platform/problem.ts';

/** What sockets need of messaging. Every refusal is a Problem. */
export interface MessagingDoor {
  /** Committed when it resolves; tells the others by itself. */
  send(
    ctx: Context,
    viewer: Viewer,
    conversationId: string,
    input: Record<string, unknown>,
  ): Promise<{ message: WireMessage; created: boolean }>;
  markRead(ctx: Context, viewer: Viewer, conversationId: string, seq: number): Promise<Receipt>;
  markDelivered(ctx: Context, viewer: Viewer, conversationId: string, seq: number): Promise<Receipt>;
  /** What follows the last `seq` of each conversation, oldest first. */
  sync(
    ctx: Context,
    viewer: Viewer,
    conversations: Record<string, number>,
  ): Promise<{ items: WireMessage[]; more: boolean }>;
  /** Ids of the active members: for delivery alone. */
  recipients(ctx: Context, conversationId: string): Promise<string[]>;
  mayType(ctx: Context, viewer: Viewer, conversationId: string): Promise<boolean>;
  /** What each of these members is to be sent of a message. */
  event(
    ctx: Context,
    conversationId: string,
    seq: number,
    memberIds: readonly string[],
  ): Promise<{ memberId: string; message: WireMessage }[]>;
  /** Whose presence the viewer may see. */
  presenceVisible(
    ctx: Context,
    viewer: Viewer,
    memberIds: readonly string[],
  ): Promise<{ memberId: string; lastSeen: boolean }[]>;
}

const away = () =>
  Promise.reject(new Problem(503, 'messaging_not_available', 'Messages are not available here.'));

/** Nobody may be seen and nothing sent where messaging is not mounted. */
export const messaging: MessagingDoor = {
  send: away,
  markRead: away,
  markDelivered: away,
  sync: away,
  recipients: async () => [],
  mayType: async () => false,
  event: async () => [],
  presenceVisible: async () => [],
};
