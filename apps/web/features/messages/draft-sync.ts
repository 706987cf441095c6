'use client';

import { ProblemError } from '@chitlaq/client';
import { useCallback, useEffect, useRef } from 'react';
import { api } from '../../lib/api.ts';
import { mergeDraft, type SavedDraft } from './draft-merge.ts';
import { readDraft, readKnownDraft, saveDraft, saveKnownDraft } from './drafts.ts';

/** A pause in typing after which the server hears of it. */
const DEBOUNCE_MS = 2_000;
/** So often two devices that type at the same time are made one. */
const MAX_TRIES = 3;

type DraftResponse = { draft: { content: string } | null; version: number };
const toSavedDraft = ({ draft, version }: DraftResponse): SavedDraft => ({
  content: draft?.content ?? '',
  version,
});

/** Fields on screen, by conversation: they show what another device has done. */
const openFields = new Map<string, (text: string) => void>();
/** Of one conversation one after the other: an answer must not overtake an older one. */
const queues = new Map<string, Promise<void>>();
const enqueue = (conversationId: string, work: () => Promise<void>): Promise<void> => {
  // Without a network it stays on this device alone; what comes next tries again.
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

/** Brings the server's draft to what is typed here. */
async function push(memberId: string, conversationId: string): Promise<void> {
  for (let tries = 0; tries < MAX_TRIES; tries++) {
    const content = readDraft(memberId, conversationId);
    const lastKnown = readKnownDraft(memberId, conversationId);
    if (content.trim() === (lastKnown?.content ?? '').trim()) return;
    try {
      const answer = await api.put('/conversations/{id}/draft', {
        path: { id: conversationId },
        body: { content, version: lastKnown?.version ?? 0 },
      });
      // As it was typed: the server may have put it another way.
      saveKnownDraft(memberId, conversationId, { content, version: answer.version });
      return;
    } catch (error) {
      if (!(error instanceof ProblemError && error.code === 'draft_conflict')) throw error;
      await fetchDraft(memberId, conversationId);
    }
  }
}

/** Another device has kept or sent what is half written in a conversation; or this one has, which is known already. */
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

/** Which draft a message that is sent now was: that one is emptied with it. */
export const draftVersionOf = (memberId: string, conversationId: string): number =>
  readKnownDraft(memberId, conversationId)?.version ?? 0;

/**
 * Keeps what is half written on the server too, for one's other devices.
 * @param onFound  takes what another device has left
 * @returns is told when the text has changed; `true` when it was sent
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
      // Sent: the server has emptied it, or will; what had not come there yet is taken back behind it.
      timer.current = setTimeout(
        () => void enqueue(conversationId, () => push(memberId, conversationId)),
        isSent ? 2 * DEBOUNCE_MS : DEBOUNCE_MS,
      );
    },
    [memberId, conversationId],
  );
}
