'use client';

import { useSyncExternalStore } from 'react';

/** Transient realtime state: the connection, presence, who is typing. */
export interface LiveState {
  /** `off`: not started, or not for this page; `reconnecting`: the connection was lost. */
  connection: 'off' | 'connecting' | 'online' | 'reconnecting';
  presences: Readonly<Record<string, { online: boolean; lastSeenAt?: string }>>;
  /** Ids of typing members, by conversation. */
  typing: Readonly<Record<string, readonly string[]>>;
}

const initialState: LiveState = { connection: 'off', presences: {}, typing: {} };
let live = initialState;
const listeners = new Set<() => void>();

/** Changes the state, and re-renders components whose selected part has changed. */
export function updateLiveState(change: (live: LiveState) => LiveState): void {
  live = change(live);
  for (const listener of listeners) listener();
}
/** For the connection: back to the state without one. */
export const resetLiveState = (): void => updateLiveState(() => initialState);

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
};

/** Selects a part of the live state. The selector must return the same object while nothing has changed. */
export const useLiveState = <Part>(selector: (live: LiveState) => Part): Part =>
  useSyncExternalStore(
    subscribe,
    () => selector(live),
    () => selector(initialState),
  );

/** The members on screen, one list per component. */
const watched = new Map<symbol, readonly string[]>();
let onWatched: (ids: string[]) => void = () => undefined;

/** All members on screen. */
export const watchedMembers = (): string[] => [...new Set([...watched.values()].flat())];

/** For the connection: the watcher is called whenever the members on screen change. */
export function setPresenceWatcher(watcher: (ids: string[]) => void): void {
  onWatched = watcher;
  watcher(watchedMembers());
}

/** Watches the presence of members until it is stopped. @returns stops it */
export function watchPresence(ids: readonly string[]): () => void {
  const list = Symbol('watched');
  watched.set(list, ids);
  onWatched(watchedMembers());
  return () => {
    watched.delete(list);
    onWatched(watchedMembers());
  };
}

type Typing = (conversationId: string, isActive: boolean) => void;
let sendTypingFrame: Typing = () => undefined;
/** For the connection: the sender is called for each typing signal. */
export const setTypingSender = (sender: Typing): void => {
  sendTypingFrame = sender;
};
/** Sends a typing signal; lost without a connection. */
export const sendTyping: Typing = (conversationId, isActive) => sendTypingFrame(conversationId, isActive);
