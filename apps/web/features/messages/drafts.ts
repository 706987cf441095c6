'use client';

import { useSyncExternalStore } from 'react';
import type { SavedDraft } from './draft-merge.ts';

/** What was half written, by conversation. */
type Drafts = Readonly<Record<string, string>>;

const PREFIX = 'cl_message_drafts:';
const noDrafts: Drafts = {};
const listeners = new Set<() => void>();
let cachedDrafts: { memberId: string; drafts: Drafts } | undefined;

function readDrafts(memberId: string): Drafts {
  if (cachedDrafts?.memberId === memberId) return cachedDrafts.drafts;
  const drafts = keptDrafts(memberId) ?? noDrafts;
  cachedDrafts = { memberId, drafts };
  return drafts;
}

/** What stands on this device, by any tab; undefined where it cannot be read. */
function keptDrafts(memberId: string): Drafts | undefined {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(PREFIX + memberId) ?? '{}');
    // The key is ours alone; what stands under it was written by `saveDraft`.
    return typeof stored === 'object' && stored !== null ? (stored as Drafts) : undefined;
  } catch {
    return undefined;
  }
}

export const readDraft = (memberId: string, conversationId: string): string =>
  readDrafts(memberId)[conversationId] ?? '';

/** Keeps what was half written on this device; empty: there is none. */
export function saveDraft(memberId: string, conversationId: string, text: string): void {
  // As it stands now: another tab may have written since.
  const { [conversationId]: _before, ...others } = keptDrafts(memberId) ?? readDrafts(memberId);
  const drafts = text.trim() === '' ? others : { ...others, [conversationId]: text };
  cachedDrafts = { memberId, drafts };
  try {
    if (Object.keys(drafts).length === 0) localStorage.removeItem(PREFIX + memberId);
    else localStorage.setItem(PREFIX + memberId, JSON.stringify(drafts));
  } catch {
    // Storage is full or closed: it is kept while the page stands.
  }
  for (const listener of listeners) listener();
}

const KNOWN_PREFIX = 'cl_known_drafts:';

function readKnownDrafts(memberId: string): Record<string, SavedDraft> {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(KNOWN_PREFIX + memberId) ?? '{}');
    // The key is ours alone; what stands under it was written by `saveKnownDraft`.
    return typeof stored === 'object' && stored !== null ? (stored as Record<string, SavedDraft>) : {};
  } catch {
    return {};
  }
}

/** What the server kept when this device heard of it last. */
export const readKnownDraft = (memberId: string, conversationId: string): SavedDraft | undefined =>
  readKnownDrafts(memberId)[conversationId];

/** Remembers what the server keeps. An empty draft is remembered too: its number is what one goes on from. */
export function saveKnownDraft(memberId: string, conversationId: string, stored: SavedDraft): void {
  try {
    const all = { ...readKnownDrafts(memberId), [conversationId]: stored };
    localStorage.setItem(KNOWN_PREFIX + memberId, JSON.stringify(all));
  } catch {
    // Storage is full or closed: it is asked for again.
  }
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
};

export const useDrafts = (memberId: string | undefined): Drafts =>
  useSyncExternalStore(
    subscribe,
    () => (memberId ? readDrafts(memberId) : noDrafts),
    () => noDrafts,
  );
