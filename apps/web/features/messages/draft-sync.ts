'use client';

import { ProblemError } from '@chitlaq/client';
import { useCallback, useEffect, useRef } from 'react';
import { api } from '../../lib/api.ts';
import { type KeptDraft, settled } from './draft-merge.ts';
import { draftOf, keepDraft, keepKnown, knownOf } from './drafts.ts';

/** A pause in typing after which the server hears of it. */
const PAUSE_MS = 2_000;
/** So often two devices that type at the same time are made one. */
const MOST_TRIES = 3;

type Answer = { draft: { content: string } | null; version: number };
const keptOf = ({ draft, version }: Answer): KeptDraft => ({ content: draft?.content ?? '', version });

/** Fields on screen, by conversation: they show what another device has done. */
const fields = new Map<string, (text: string) => void>();
/** Of one conversation one after the other: an answer must not overtake an older one. */
const turns = new Map<string, Promise<void>>();
const inTurn = (conversationId: string, work: () => Promise<void>): Promise<void> => {
  // Without a network it stays on this device alone; what comes next tries again.
  const turn = (turns.get(conversationId) ?? Promise.resolve()).then(work).catch(() => undefined);
  turns.set(conversationId, turn);
  return turn;
};

function take(memberId: string, conversationId: string, kept: KeptDraft): void {
  const typed = draftOf(memberId, conversationId);
  const text = settled(typed, knownOf(memberId, conversationId), kept);
  keepKnown(memberId, conversationId, kept);
  if (text === typed) return;
  keepDraft(memberId, conversationId, text);
  fields.get(conversationId)?.(text);
}

const look = async (memberId: string, conversationId: string): Promise<void> =>
  take(
    memberId,
    conversationId,
    keptOf(await api.get('/conversations/{id}/draft', { path: { id: conversationId } })),
  );

/** Brings the server's draft to what is typed here. */
async function push(memberId: string, conversationId: string): Promise<void> {
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const content = draftOf(memberId, conversationId);
    const known = knownOf(memberId, conversationId);
    if (content.trim() === (known?.content ?? '').trim()) return;
    try {
      const answer = await api.put('/conversations/{id}/draft', {
        path: { id: conversationId },
        body: { content, version: known?.version ?? 0 },
      });
      // As it was typed: the server may have put it another way.
      keepKnown(memberId, conversationId, { content, version: answer.version });
      return;
    } catch (error) {
      if (!(error instanceof ProblemError && error.code === 'draft_conflict')) throw error;
      await look(memberId, conversationId);
    }
  }
}

/** Another device has kept or sent what is half written in a conversation; or this one has, which is known already. */
export function takeDraftWord(memberId: string, conversationId: string, version: number | undefined): void {
  void inTurn(conversationId, async () => {
    const known = knownOf(memberId, conversationId);
    const matters = fields.has(conversationId) || draftOf(memberId, conversationId) !== '';
    if (matters && (known?.version ?? 0) < (version ?? Number.POSITIVE_INFINITY))
      await look(memberId, conversationId);
  });
}

/** Which draft a message that is sent now was: that one is emptied with it. */
export const draftVersionOf = (memberId: string, conversationId: string): number =>
  knownOf(memberId, conversationId)?.version ?? 0;

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
  const found = useRef(onFound);
  found.current = onFound;
  useEffect(() => {
    const show = (text: string) => found.current(text);
    fields.set(conversationId, show);
    void inTurn(conversationId, () => look(memberId, conversationId));
    return () => {
      if (fields.get(conversationId) === show) fields.delete(conversationId);
      clearTimeout(timer.current);
      void inTurn(conversationId, () => push(memberId, conversationId));
    };
  }, [memberId, conversationId]);
  return useCallback(
    (isSent = false) => {
      clearTimeout(timer.current);
      // Sent: the server has emptied it, or will; what had not come there yet is taken back behind it.
      timer.current = setTimeout(
        () => void inTurn(conversationId, () => push(memberId, conversationId)),
        isSent ? 2 * PAUSE_MS : PAUSE_MS,
      );
    },
    [memberId, conversationId],
  );
}
