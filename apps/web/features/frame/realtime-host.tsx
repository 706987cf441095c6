'use client';

import { hasSession, isOwnSession, ProblemError } from '@chitlaq/client';
import { connectRealtime, type RealtimeClient, type WireMessage } from '@chitlaq/client/realtime';
import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { api } from '../../lib/api.ts';
import { paths } from '../../lib/paths.ts';
import { reportReachable } from '../../lib/reachability.ts';
import { refetchFailed } from '../../lib/refetch-failed.ts';
import { forgetAnnouncement, receiveAnnouncement } from '../announcements/announcements.ts';
import { refreshFolders, refreshUnread } from '../messages/conversation-changes.ts';
import { cachedConversation } from '../messages/conversations.ts';
import { handleDraftEvent } from '../messages/draft-sync.ts';
import {
  applyBlockChange,
  applyMessage,
  applyReceipt,
  refreshConversation,
} from '../messages/message-cache.ts';
import { getOutbox } from '../messages/page-outbox.ts';
import type { Thread } from '../messages/thread-state.ts';
import type { Conversation, Message } from '../messages/types.ts';
import { refreshNotifications } from '../notifications/refresh-notifications.ts';
import { soundArrival } from '../notifications/sound.ts';
import { setUnread, unreadKey } from '../notifications/unread.ts';
import { notifyNewPosts, setHomeVisibilityHandler } from '../realtime/home-subscription.ts';
import {
  resetLiveState,
  setPresenceWatcher,
  setTypingSender,
  updateLiveState,
} from '../realtime/live-state.ts';
import { notifyPreview, setPreviewWatcher } from '../realtime/post-previews.ts';
import { ME_KEY } from '../session/session.ts';

/** Typing ends after this time without another signal. */
const TYPING_TIMEOUT_MS = 6_000;
/** Shorter disconnections are not shown. */
const DISCONNECT_GRACE_MS = 3_000;
/** What was loaded so long before the connection opened may have missed an event. */
const FRESH_MS = 1_000;
/** The server's maximum per connection. */
const MAX_WATCHED = 200;

/**
 * Holds the realtime connection of the page while a member is signed in, and applies its events to the query cache.
 * Renders nothing.
 */
export function RealtimeHost({ meId }: { meId: string }) {
  const queries = useQueryClient();
  useEffect(() => connect(queries, meId), [queries, meId]);
  return null;
}

function connect(queries: QueryClient, meId: string): () => void {
  const scheme = window.location.protocol === 'https:' ? 'wss' : 'ws';
  const client = connectRealtime(`${scheme}://${window.location.host}/ws`, { token: ensureFreshSession });
  const outbox = getOutbox(meId, queries);
  const timers = new Map<string, ReturnType<typeof setTimeout>>();
  const schedule = (name: string, ms: number, work: () => void) => {
    clearTimeout(timers.get(name));
    timers.set(name, setTimeout(work, ms));
  };
  let wasOnline = false;
  /** Over the socket, unless the browser has no network: the socket may not have noticed yet. */
  const chooseTransport = () => {
    if (client.state.name === 'online' && client.state.userId === meId && navigator.onLine)
      outbox.connect(client.sendNow);
    else outbox.disconnect();
  };

  client.on('state', (state) => {
    const { name } = state;
    clearTimeout(timers.get('disconnect'));
    chooseTransport();
    // The server ends the sockets of a session with it. A new socket may be of whoever has signed in meanwhile.
    if ((name === 'signedOut' && !isOwnSession()) || (state.name === 'online' && state.userId !== meId)) {
      client.close();
      window.dispatchEvent(new Event('chitlaq:signed-out'));
    }
    if (name === 'online') {
      reportReachable();
      updateLiveState((live) => ({ ...live, connection: 'online' }));
      // `sync` only brings missed messages. Refetch conversations for missed receipts, renames and new
      // conversations, also those that came between the first load and the connection.
      if (wasOnline || hasOldConversations(queries)) {
        void refreshFolders(queries);
        void queries.invalidateQueries({ queryKey: ['conversations', 'detail'] });
      }
      // Announcements that came and went meanwhile.
      if (wasOnline) void queries.invalidateQueries({ queryKey: ME_KEY });
      completeThreads(queries);
      void refetchFailed(queries);
      refreshUnread(queries);
      // Also at the first connection, which opens seconds after the page has the number.
      void queries.invalidateQueries({ queryKey: unreadKey });
      wasOnline = true;
    } else if (name === 'waiting') {
      schedule('disconnect', DISCONNECT_GRACE_MS, () =>
        updateLiveState((live) => ({ ...live, connection: 'reconnecting', presences: {}, typing: {} })),
      );
    } else if (name !== 'connecting') updateLiveState((live) => ({ ...live, connection: 'off' }));
  });

  const applyWireMessage = (wire: WireMessage) => {
    // The protocol types only the fields that it needs itself; the payload is the API's message.
    const message = wire as unknown as Message;
    applyMessage(queries, message, meId);
    if (message.senderId) stopTyping(message.conversationId, message.senderId);
    return message;
  };
  client.on('message', (wire) => {
    const message = applyWireMessage(wire);
    if (message.senderId === meId) return;
    client.delivered(message.conversationId, message.seq);
    if (isAudible(queries, message)) void soundArrival(queries);
  });
  client.on('messageChanged', applyWireMessage);
  client.on('receipt', (receipt) => applyReceipt(queries, receipt, meId));
  client.on('conversation', ({ conversationId, change, draftVersion }) => {
    if (change === 'draft') {
      handleDraftEvent(meId, conversationId, draftVersion);
      return;
    }
    if (change === 'removed' || change === 'made') void refreshFolders(queries);
    refreshConversation(queries, conversationId);
    refreshUnread(queries);
    if (change === 'blocks') applyBlockChange(queries, conversationId);
    if (change === 'members')
      void queries.invalidateQueries({ queryKey: ['conversations', 'members', conversationId] });
  });
  // The server's current count, the same on all devices.
  client.on('counts', ({ notifications }) => {
    if (typeof notifications === 'number') setUnread(queries, notifications);
  });
  client.on('notification', () => {
    refreshNotifications(queries);
    void soundArrival(queries);
  });
  client.on('announcement', (announcement) => receiveAnnouncement(queries, announcement));
  client.on('announcementDismissed', (dismissed) => forgetAnnouncement(queries, dismissed));
  client.on('post', notifyNewPosts);
  client.on('preview', ({ postId }) => notifyPreview(postId));
  client.on('online', (presences) =>
    updateLiveState((live) => ({ ...live, presences: { ...live.presences, ...presences } })),
  );
  const stopTyping = (conversationId: string, userId: string) =>
    updateLiveState((live) => {
      const ids = live.typing[conversationId];
      if (!ids?.includes(userId)) return live;
      return {
        ...live,
        typing: { ...live.typing, [conversationId]: ids.filter((id) => id !== userId) },
      };
    });
  client.on('typing', ({ conversationId, userId, active }) => {
    const name = `typing ${conversationId} ${userId}`;
    clearTimeout(timers.get(name));
    if (!active) return stopTyping(conversationId, userId);
    schedule(name, TYPING_TIMEOUT_MS, () => stopTyping(conversationId, userId));
    updateLiveState((live) => {
      const ids = live.typing[conversationId] ?? [];
      if (ids.includes(userId)) return live;
      return { ...live, typing: { ...live.typing, [conversationId]: [...ids, userId] } };
    });
  });

  const stopFollowing = followListedConversations(client, queries);
  setTypingSender(client.typing);
  setHomeVisibilityHandler((isVisible) => client.watchFeeds(isVisible ? ['home'] : []));
  setPresenceWatcher((ids) => schedule('watch', 100, () => client.watchPresence(ids.slice(0, MAX_WATCHED))));
  setPreviewWatcher((ids) => schedule('watch previews', 100, () => client.watchPosts(ids)));
  updateLiveState((live) => ({ ...live, connection: 'connecting' }));
  const onNetworkBack = () => {
    chooseTransport();
    outbox.flush();
  };
  window.addEventListener('online', onNetworkBack);
  window.addEventListener('offline', chooseTransport);
  return () => {
    window.removeEventListener('online', onNetworkBack);
    window.removeEventListener('offline', chooseTransport);
    stopFollowing();
    setTypingSender(() => undefined);
    setHomeVisibilityHandler(() => undefined);
    setPresenceWatcher(() => undefined);
    setPreviewWatcher(() => undefined);
    for (const timer of timers.values()) clearTimeout(timer);
    outbox.disconnect();
    client.close();
    resetLiveState();
  };
}

/** Whether a message may make a sound: not in a muted conversation, nor in the one that is open before the member. */
function isAudible(queries: QueryClient, { conversationId, redacted, type }: Message): boolean {
  const conversation = cachedConversation(queries, conversationId);
  const isOpen =
    document.visibilityState === 'visible' &&
    document.hasFocus() &&
    window.location.pathname === paths.conversation(conversationId);
  return !isOpen && !redacted && type !== 'notice' && conversation !== undefined && !conversation.muted;
}

/** The connection authenticates by cookie, which a page cannot read: a request renews it first. */
async function ensureFreshSession(): Promise<undefined | null> {
  if (!hasSession()) return null;
  try {
    await api.get('/conversations/unread');
    return undefined;
  } catch (error) {
    if (error instanceof ProblemError && [401, 403].includes(error.status)) return null;
    throw error;
  }
}

/** Whether lists or conversations were loaded well before the connection opened. */
const hasOldConversations = (queries: QueryClient): boolean =>
  [
    ['conversations', 'folder'],
    ['conversations', 'detail'],
  ].some((queryKey) =>
    queries
      .getQueryCache()
      .findAll({ queryKey, type: 'active' })
      .some(({ state }) => state.dataUpdatedAt > 0 && state.dataUpdatedAt < Date.now() - FRESH_MS),
  );

/** Loads the rest of a thread whose conversation has got messages before the connection was open: it follows from the last one. */
function completeThreads(queries: QueryClient): void {
  for (const [key, thread] of queries.getQueriesData<Thread>({ queryKey: ['messages'] })) {
    const lastSeq = cachedConversation(queries, String(key[1]))?.lastSeq ?? 0;
    if (thread && !thread.hasAfter && (thread.items.at(-1)?.seq ?? 0) < lastSeq)
      void queries.invalidateQueries({ queryKey: key });
  }
}

/** Follows every conversation of the loaded lists, from the last known message. */
function followListedConversations(client: RealtimeClient, queries: QueryClient): () => void {
  const follow = (data: unknown) => {
    const cached = data as { pages?: { items: Conversation[] }[] } | Conversation | undefined;
    if (!cached) return;
    const conversations =
      'pages' in cached ? (cached.pages ?? []).flatMap(({ items }) => items) : [cached as Conversation];
    for (const { id, lastSeq, deliveredSeq, unreadCount, request } of conversations) {
      if (client.lastSeq(id) !== undefined) continue;
      client.follow(id, lastSeq);
      if (unreadCount > 0 && deliveredSeq < lastSeq && !request) client.delivered(id, lastSeq);
    }
  };
  const isConversationQuery = ([first, second]: readonly unknown[]) =>
    first === 'conversations' && (second === 'folder' || second === 'detail');
  for (const [, data] of queries.getQueriesData({
    queryKey: ['conversations'],
    predicate: (query) => isConversationQuery(query.queryKey),
  }))
    follow(data);
  return queries.getQueryCache().subscribe((event) => {
    if (
      event.type === 'updated' &&
      event.action.type === 'success' &&
      isConversationQuery(event.query.queryKey)
    )
      follow(event.query.state.data);
  });
}
