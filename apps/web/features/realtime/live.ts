'use client';

import { useSyncExternalStore } from 'react';

/** What is so at this moment and nowhere kept: the connection, who is there, who types. */
export interface Live {
  /** `off`: not begun, or not for this page; `broken`: it was there and tries again. */
  connection: 'off' | 'connecting' | 'online' | 'broken';
  presences: Readonly<Record<string, { online: boolean; lastSeenAt?: string }>>;
  /** Ids of those who type, by conversation. */
  typing: Readonly<Record<string, readonly string[]>>;
}

const start: Live = { connection: 'off', presences: {}, typing: {} };
let live = start;
const listeners = new Set<() => void>();

export function changeLive(change: (live: Live) => Live): void {
  live = change(live);
  for (const listen of listeners) listen();
}
export const resetLive = (): void => changeLive(() => start);

const subscribe = (listen: () => void) => {
  listeners.add(listen);
  return () => {
    listeners.delete(listen);
  };
};

/** A part of what is so at this moment; choose one that stays the same object while nothing changed. */
export const useLive = <Part>(choose: (live: Live) => Part): Part =>
  useSyncExternalStore(
    subscribe,
    () => choose(live),
    () => choose(start),
  );

/** Members on screen, each list by the one who shows it. */
const watched = new Map<symbol, readonly string[]>();
let onWatched: (ids: string[]) => void = () => undefined;

/** Whom anything on screen shows. */
export const watchedMembers = (): string[] => [...new Set([...watched.values()].flat())];

/** For the connection: is told whenever those on screen change. */
export function setWatcher(watcher: (ids: string[]) => void): void {
  onWatched = watcher;
  watcher(watchedMembers());
}

/** Asks for the presence of members as long as they are on screen. @returns ends it */
export function watch(ids: readonly string[]): () => void {
  const list = Symbol('watched');
  watched.set(list, ids);
  onWatched(watchedMembers());
  return () => {
    watched.delete(list);
    onWatched(watchedMembers());
  };
}

type Typing = (conversationId: string, isActive: boolean) => void;
let tellTyping: Typing = () => undefined;
export const setTypingTeller = (teller: Typing): void => {
  tellTyping = teller;
};
/** Says that one is typing, or no more; lost where there is no connection. */
export const sayTyping: Typing = (conversationId, isActive) => tellTyping(conversationId, isActive);
