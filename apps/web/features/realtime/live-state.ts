'use client';

import { useSyncExternalStore } from 'react';

/** What is so at this moment and nowhere kept: the connection, who is there, who types. */
export interface LiveState {
  /** `off`: not begun, or not for this page; `broken`: it was there and tries again. */
  connection: 'off' | 'connecting' | 'online' | 'broken';
  presences: Readonly<Record<string, { online: boolean; lastSeenAt?: string }>>;
  /** Ids of those who type, by conversation. */
  typing: Readonly<Record<string, readonly string[]>>;
}

const initialState: LiveState = { connection: 'off', presences: {}, typing: {} };
let live = initialState;
const listeners = new Set<() => void>();

export function updateLiveState(change: (live: LiveState) => LiveState): void {
  live = change(live);
  for (const listener of listeners) listener();
}
export const resetLiveState = (): void => updateLiveState(() => initialState);

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
};

/** A part of what is so at this moment; choose one that stays the same object while nothing changed. */
export const useLiveState = <Part>(selector: (live: LiveState) => Part): Part =>
  useSyncExternalStore(
    subscribe,
    () => selector(live),
    () => selector(initialState),
  );

/** Members on screen, each list by the one who shows it. */
const watched = new Map<symbol, readonly string[]>();
let onWatched: (ids: string[]) => void = () => undefined;

/** Whom anything on screen shows. */
export const watchedMembers = (): string[] => [...new Set([...watched.values()].flat())];

/** For the connection: is told whenever those on screen change. */
export function setPresenceWatcher(watcher: (ids: string[]) => void): void {
  onWatched = watcher;
  watcher(watchedMembers());
}

/** Asks for the presence of members as long as they are on screen. @returns ends it */
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
export const setTypingSender = (sender: Typing): void => {
  sendTypingFrame = sender;
};
/** Says that one is typing, or no more; lost where there is no connection. */
export const sendTyping: Typing = (conversationId, isActive) => sendTypingFrame(conversationId, isActive);
