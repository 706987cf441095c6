'use client';

import { useSyncExternalStore } from 'react';

/** What was half written, by conversation. */
type Drafts = Readonly<Record<string, string>>;

const PREFIX = 'cl_message_drafts:';
const none: Drafts = {};
const listeners = new Set<() => void>();
let held: { memberId: string; drafts: Drafts } | undefined;

function draftsOf(memberId: string): Drafts {
  if (held?.memberId === memberId) return held.drafts;
  let drafts = none;
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(PREFIX + memberId) ?? '{}');
    // The key is ours alone; what stands under it was written by `keepDraft`.
    if (typeof kept === 'object' && kept !== null) drafts = kept as Drafts;
  } catch {
    // What cannot be read is none.
  }
  held = { memberId, drafts };
  return drafts;
}

export const draftOf = (memberId: string, conversationId: string): string =>
  draftsOf(memberId)[conversationId] ?? '';

/** Keeps what was half written on this device; empty: there is none. */
export function keepDraft(memberId: string, conversationId: string, text: string): void {
  const { [conversationId]: _before, ...others } = draftsOf(memberId);
  const drafts = text.trim() === '' ? others : { ...others, [conversationId]: text };
  held = { memberId, drafts };
  try {
    if (Object.keys(drafts).length === 0) localStorage.removeItem(PREFIX + memberId);
    else localStorage.setItem(PREFIX + memberId, JSON.stringify(drafts));
  } catch {
    // Storage is full or closed: it is kept while the page stands.
  }
  for (const listen of listeners) listen();
}

const subscribe = (listen: () => void) => {
  listeners.add(listen);
  return () => {
    listeners.delete(listen);
  };
};

export const useDrafts = (memberId: string | undefined): Drafts =>
  useSyncExternalStore(
    subscribe,
    () => (memberId ? draftsOf(memberId) : none),
    () => none,
  );
