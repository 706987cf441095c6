'use client';

import { ProblemError } from '@chitlaq/client';
import { useCallback, useEffect, useRef } from 'react';
import { api } from '../../lib/api.ts';
import { mergeDraft, type SavedDraft } from './draft-merge.ts';
import { readDraft, readKnownDraft, saveDraft, saveKnownDraft } from './drafts.ts';

/** The draft is sent to the server after this pause in typing. */
const DEBOUNCE_MS = 2_000;
/** Maximum number of merges when two devices type at the same time. */
const MAX_TRIES = 3;

type DraftResponse = { draft: { content: string } | null; version: number };
const toSavedDraft = ({ draft, version }: DraftResponse): SavedDraft => ({
  content: draft?.content ?? '',
  version,
});

/** Callbacks of the fields on screen, by conversation: they show a draft from another device. */
const openFields = new Map<string, (text: string) => void>();
/** One request at a time per conversation, so that an older response cannot overwrite a newer one. */
const queues = new Map<string, Promise<void>>();
const enqueue = (conversationId: string, work: () => Promise<void>): Promise<void> => {
  // Without a network the draft stays on this device; the next change tries again.
  const queued = (queues.get(conversationId) ?? Promise.resolve()).then(work).catch(() => undefined);
  queues.set(conversationId, queued);
  return queued;
};

function applySavedDraft(memberId: string, conversationId: string, saved: SavedDraft): void {
  const typed = readDraft(memberId, conversationId);
  const text = mergeDraft(typed, readKnownDraft(memberId, conversationId), saved);
  saveKnownDraft(memberId, conversationId, saved);
  if (text === typed) return;
  saveDraft(memberId, conversationId, text);
  openFields.get(conversationId)?.(text);
}

const fetchDraft = async (memberId: string, conversationId: string): Promise<void> =>
  applySavedDraft(
    memberId,
    conversationId,
    toSavedDraft(await api.get('/conversations/{id}/draft', { path: { id: conversationId } })),
  );

/** Saves the local draft on the server. Merges on a conflict. */
async function push(memberId: string, conversationId: string): Promise<void> {
  for (let tries = 0; tries < MAX_TRIES; tries++) {
    const content = readDraft(memberId, conversationId);
    const lastKnown = readKnownDraft(memberId, conversationId);
    if (content.trim() === (lastKnown?.content ?? '').trim()) return;
    try {
      const response = await api.put('/conversations/{id}/draft', {
        path: { id: conversationId },
        body: { content, version: lastKnown?.version ?? 0 },
      });
      // Store the text as typed: the server may normalise it.
      saveKnownDraft(memberId, conversationId, { content, version: response.version });
      return;
    } catch (error) {
      if (!(error instanceof ProblemError && error.code === 'draft_conflict')) throw error;
      await fetchDraft(memberId, conversationId);
    }
  }
}

/** Another device has saved or sent a draft. Ignores the echo of this device's own change. */
export function handleDraftEvent(
  memberId: string,
  conversationId: string,
  version: number | undefined,
): void {
  void enqueue(conversationId, async () => {
    const lastKnown = readKnownDraft(memberId, conversationId);
    const isRelevant = openFields.has(conversationId) || readDraft(memberId, conversationId) !== '';
    if (isRelevant && (lastKnown?.version ?? 0) < (version ?? Number.POSITIVE_INFINITY))
      await fetchDraft(memberId, conversationId);
  });
}

/** The version of the draft that a message is sent from; the server clears that draft. */
export const draftVersionOf = (memberId: string, conversationId: string): number =>
  readKnownDraft(memberId, conversationId)?.version ?? 0;

/**
 * Saves the draft of a conversation on the server for the member's other devices.
 * @param onFound  receives the text of another device
 * @returns call it when the text changes; with `true` when it was sent
 */
export function useDraftSync(
  memberId: string,
  conversationId: string,
  onFound: (content: string) => void,
): (isSent?: boolean) => void {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const onFoundRef = useRef(onFound);
  onFoundRef.current = onFound;
  useEffect(() => {
    const show = (text: string) => onFoundRef.current(text);
    openFields.set(conversationId, show);
    void enqueue(conversationId, () => fetchDraft(memberId, conversationId));
    return () => {
      if (openFields.get(conversationId) === show) openFields.delete(conversationId);
      clearTimeout(timer.current);
      void enqueue(conversationId, () => push(memberId, conversationId));
    };
  }, [memberId, conversationId]);
  return useCallback(
    (isSent = false) => {
      clearTimeout(timer.current);
      // After a send the server clears the draft. Wait longer, then clear what may have been saved after it.
      timer.current = setTimeout(
        () => void enqueue(conversationId, () => push(memberId, conversationId)),
        isSent ? 2 * DEBOUNCE_MS : DEBOUNCE_MS,
      );
    },
    [memberId, conversationId],
  );
}
