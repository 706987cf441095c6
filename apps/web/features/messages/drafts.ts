'use client';

import { useSyncExternalStore } from 'react';
import type { KeptDraft } from './draft-merge.ts';

/** What was half written, by conversation. */
type Drafts = Readonly<Record<string, string>>;

const PREFIX = 'cl_message_drafts:';
const none: Drafts = {};
const listeners = new Set<() => void>();
let held: { memberId: string; drafts: Drafts } | undefined;

function draftsOf(memberId: string): Drafts {
  if (held?.memberId === memberId) return held.drafts;
  const drafts = keptDrafts(memberId) ?? none;
  held = { memberId, drafts };
  return drafts;
}

/** What stands on this device, by any tab; undefined where it cannot be read. */
function keptDrafts(memberId: string): Drafts | undefined {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(PREFIX + memberId) ?? '{}');
    // The key is ours alone; what stands under it was written by `keepDraft`.
    return typeof kept === 'object' && kept !== null ? (kept as Drafts) : undefined;
  } catch {
    return undefined;
  }
}

export const draftOf = (memberId: string, conversationId: string): string =>
  draftsOf(memberId)[conversationId] ?? '';

/** Keeps what was half written on this device; empty: there is none. */
export function keepDraft(memberId: string, conversationId: string, text: string): void {
  // As it stands now: another tab may have written since.
  const { [conversationId]: _before, ...others } = keptDrafts(memberId) ?? draftsOf(memberId);
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

const KNOWN = 'cl_known_drafts:';

function knownDrafts(memberId: string): Record<string, KeptDraft> {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KNOWN + memberId) ?? '{}');
    // The key is ours alone; what stands under it was written by `keepKnown`.
    return typeof kept === 'object' && kept !== null ? (kept as Record<string, KeptDraft>) : {};
  } catch {
    return {};
  }
}

/** What the server kept when this device heard of it last. */
export const knownOf = (memberId: string, conversationId: string): KeptDraft | undefined =>
  knownDrafts(memberId)[conversationId];

/** Remembers what the server keeps. An empty draft is remembered too: its number is what one goes on from. */
export function keepKnown(memberId: string, conversationId: string, kept: KeptDraft): void {
  try {
    const all = { ...knownDrafts(memberId), [conversationId]: kept };
    localStorage.setItem(KNOWN + memberId, JSON.stringify(all));
  } catch {
    // Storage is full or closed: it is asked for again.
  }
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
