'use client';

import { useSyncExternalStore } from 'react';
import type { SavedDraft } from './draft-merge.ts';

/** Draft texts by conversation id. */
type Drafts = Readonly<Record<string, string>>;

const PREFIX = 'cl_message_drafts:';
const noDrafts: Drafts = {};
const listeners = new Set<() => void>();
let cachedDrafts: { memberId: string; drafts: Drafts } | undefined;

function readDrafts(memberId: string): Drafts {
  if (cachedDrafts?.memberId === memberId) return cachedDrafts.drafts;
  const drafts = storedDrafts(memberId) ?? noDrafts;
  cachedDrafts = { memberId, drafts };
  return drafts;
}

/** The drafts in this browser's storage, from all tabs; undefined if it cannot be read. */
function storedDrafts(memberId: string): Drafts | undefined {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(PREFIX + memberId) ?? '{}');
    // Only `saveDraft` writes to this key.
    return typeof stored === 'object' && stored !== null ? (stored as Drafts) : undefined;
  } catch {
    return undefined;
  }
}

export const readDraft = (memberId: string, conversationId: string): string =>
  readDrafts(memberId)[conversationId] ?? '';

/** Stores a draft on this device; an empty text removes it. */
export function saveDraft(memberId: string, conversationId: string, text: string): void {
  // Read again: another tab may have written since.
  const { [conversationId]: _before, ...others } = storedDrafts(memberId) ?? readDrafts(memberId);
  const drafts = text.trim() === '' ? others : { ...others, [conversationId]: text };
  cachedDrafts = { memberId, drafts };
  try {
    if (Object.keys(drafts).length === 0) localStorage.removeItem(PREFIX + memberId);
    else localStorage.setItem(PREFIX + memberId, JSON.stringify(drafts));
  } catch {
    // Storage is full or unavailable: the draft lives as long as the page.
  }
  for (const listener of listeners) listener();
}

const KNOWN_PREFIX = 'cl_known_drafts:';

function readKnownDrafts(memberId: string): Record<string, SavedDraft> {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(KNOWN_PREFIX + memberId) ?? '{}');
    // Only `saveKnownDraft` writes to this key.
    return typeof stored === 'object' && stored !== null ? (stored as Record<string, SavedDraft>) : {};
  } catch {
    return {};
  }
}

/** The server's draft as this device last saw it. */
export const readKnownDraft = (memberId: string, conversationId: string): SavedDraft | undefined =>
  readKnownDrafts(memberId)[conversationId];

/** The version of the draft that a message is sent from; the server clears that draft. */
export const draftVersionOf = (memberId: string, conversationId: string): number =>
  readKnownDraft(memberId, conversationId)?.version ?? 0;

/** Remembers the server's draft, even if empty: its version is needed for the next save. */
export function saveKnownDraft(memberId: string, conversationId: string, stored: SavedDraft): void {
  try {
    const all = { ...readKnownDrafts(memberId), [conversationId]: stored };
    localStorage.setItem(KNOWN_PREFIX + memberId, JSON.stringify(all));
  } catch {
    // Storage is full or unavailable: the draft is fetched again.
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
