'use client';

import { ProblemError } from '@chitlaq/client';
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

export interface DraftField {
  /** The text has changed, or was sent. */
  changed(isSent: boolean): void;
  close(): void;
}

/**
 * Saves the draft of a conversation on the server for the member's other devices, while its field is open.
 * @param show  receives the text of another device
 */
export function openDraftField(
  memberId: string,
  conversationId: string,
  show: (content: string) => void,
): DraftField {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const save = () => void enqueue(conversationId, () => push(memberId, conversationId));
  openFields.set(conversationId, show);
  void enqueue(conversationId, () => fetchDraft(memberId, conversationId));
  return {
    changed(isSent) {
      clearTimeout(timer);
      // After a send the server clears the draft. Wait longer, then clear what may have been saved after it.
      timer = setTimeout(save, isSent ? 2 * DEBOUNCE_MS : DEBOUNCE_MS);
    },
    close() {
      if (openFields.get(conversationId) === show) openFields.delete(conversationId);
      clearTimeout(timer);
      save();
    },
  };
}
