'use client';

import { serverNow } from '@chitlaq/client';
import { useProblemText } from '@chitlaq/react';
import { isolate } from '@chitlaq/text';
import { Avatar, Button, Sheet, TextField, toast } from '@chitlaq/ui';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link2, Share } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import type { ShareSubject } from '../../lib/share.ts';
import { cacheConversation, refreshFolders } from './conversation-changes.ts';
import { useConversations } from './folder-conversations.ts';
import { getOutbox } from './page-outbox.ts';
import { shareText } from './share-text.ts';
import type { Conversation } from './types.ts';

const DEBOUNCE_MS = 150;
const MAX_WORDS = 500;

/** Somebody to send the link to: a conversation, or a member without one yet. */
interface Target {
  id: string;
  name: string;
  seed: string;
  src: string | null;
  username: string | undefined;
  conversationId: string | undefined;
}

/** Shares a post or profile: through the system, by copying its link, or as a message. */
export function ShareSheet({
  subject: { kind, path, title },
  meId,
  open,
  onClose,
}: {
  subject: ShareSubject;
  meId: string;
  open: boolean;
  onClose: () => void;
}) {
  const t = useTranslations('share');
  const link = new URL(path, window.location.origin).href;
  const canShare = typeof navigator.share === 'function';
  const shareBySystem = async () => {
    try {
      await navigator.share({ title, url: link });
      onClose();
    } catch {
      // Cancelled, or refused by the system: the sheet stays open with the other ways.
    }
  };
  const copyLink = async () => {
    try {
      await navigator.clipboard.writeText(link);
      toast({ message: t('copied'), tone: 'good' });
      onClose();
    } catch {
      // To be copied by hand.
      toast({ message: link });
    }
  };
  return (
    <Sheet
      open={open}
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
      title={t(kind)}
      closeLabel={t('close')}
    >
      <div className="flex flex-wrap gap-2">
        <Button icon={<Link2 aria-hidden="true" />} onClick={() => void copyLink()}>
          {t('copyLink')}
        </Button>
        {canShare ? (
          <Button icon={<Share aria-hidden="true" />} onClick={() => void shareBySystem()}>
            {t('system')}
          </Button>
        ) : null}
      </div>
      <SendByMessage link={link} meId={meId} />
    </Sheet>
  );
}

function SendByMessage({ link, meId }: { link: string; meId: string }) {
  const t = useTranslations('share');
  const problemText = useProblemText();
  const queries = useQueryClient();
  const [words, setWords] = useState('');
  const [typed, setTyped] = useState('');
  const [states, setStates] = useState<Readonly<Record<string, 'sending' | 'sent'>>>({});
  const { targets, isSearching } = useTargets(typed, meId);
  const setState = (id: string, state: 'sending' | 'sent' | undefined) =>
    setStates(({ [id]: _, ...others }) => (state ? { ...others, [id]: state } : others));

  const send = async (target: Target) => {
    setState(target.id, 'sending');
    try {
      const conversationId = target.conversationId ?? (await startConversation(target.id));
      getOutbox(meId, queries).add({
        clientId: crypto.randomUUID(),
        conversationId,
        type: 'text',
        content: shareText(words, link),
        media: [],
        replyTo: null,
        createdAt: new Date(serverNow()).toISOString(),
      });
      setState(target.id, 'sent');
      toast({ message: t('done', { name: isolate(target.name) }), tone: 'good' });
    } catch (error) {
      setState(target.id, undefined);
      toast({ message: problemText(error), tone: 'danger' });
    }
  };
  const startConversation = async (memberId: string) => {
    const conversation = await api.post('/conversations', {
      body: { type: 'direct', participantIds: [memberId] },
    });
    cacheConversation(queries, conversation);
    void refreshFolders(queries);
    return conversation.id;
  };
  return (
    <section aria-label={t('byMessage')} className="mt-5 grid grid-cols-1 gap-3">
      <h3 className="font-medium">{t('byMessage')}</h3>
      <TextField
        label={t('words')}
        value={words}
        maxLength={MAX_WORDS}
        autoComplete="off"
        onChange={(event) => setWords(event.target.value)}
      />
      <TextField
        label={t('search')}
        value={typed}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        onChange={(event) => setTyped(event.target.value)}
      />
      <p role="status" className={targets.length > 0 || isSearching ? 'sr-only' : 'text-muted'}>
        {targets.length > 0 || isSearching ? '' : t('noResults')}
      </p>
      <ul className="min-h-32">
        {targets.map((target) => (
          <li key={target.id} className="flex items-center gap-3 py-2">
            <Avatar name={target.name} seed={target.seed} src={target.src} size={32} />
            <span className="min-w-0 flex-1">
              <bdi className="block truncate">{target.name}</bdi>
              {target.username ? (
                <span className="block truncate text-muted text-sm">@{target.username}</span>
              ) : null}
            </span>
            <Button
              size="sm"
              aria-label={t('sendTo', { name: target.name })}
              pending={states[target.id] === 'sending'}
              disabledReason={states[target.id] === 'sent' ? t('sent') : undefined}
              onClick={() => void send(target)}
            >
              {states[target.id] === 'sent' ? t('sent') : t('send')}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The member's conversations whose name contains what was typed, then other members that a search finds. */
function useTargets(typed: string, meId: string): { targets: Target[]; isSearching: boolean } {
  const t = useTranslations('share');
  const locale = useLocale();
  const { items = [], isPending } = useConversations('inbox');
  const [q, setQ] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setQ(typed.trim()), DEBOUNCE_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  const found = useQuery({
    queryKey: ['members', 'picker', 'search', q],
    queryFn: ({ signal }) => api.get('/search/users', { query: { q: q.slice(0, 100), limit: 10 }, signal }),
    enabled: q !== '',
    placeholderData: (before) => before,
  });
  const followed = useQuery({
    queryKey: ['members', 'picker', 'following', meId],
    queryFn: () => api.get('/users/{id}/following', { path: { id: meId }, query: { limit: 30 } }),
  });
  const wanted = typed.trim().toLocaleLowerCase(locale);
  const conversations = items
    .flatMap((item) => toTarget(item, t('group')))
    .filter(({ name, username }) => `${name} ${username ?? ''}`.toLocaleLowerCase(locale).includes(wanted));
  const known = new Set([...conversations.map(({ id }) => id), meId]);
  const members = (q === '' ? followed.data?.items : found.data?.items) ?? [];
  const others = members
    .filter(({ id }) => !known.has(id))
    .map(
      ({ id, displayName, avatarUrl, username }): Target => ({
        id,
        name: displayName,
        seed: id,
        src: avatarUrl,
        username,
        conversationId: undefined,
      }),
    );
  return {
    targets: [...conversations, ...(wanted === '' || q !== '' ? others : [])],
    isSearching: isPending || found.isFetching,
  };
}

/** A conversation that one can write to. The id of a direct one is the other member's, so that a search does not list them twice. */
function toTarget(conversation: Conversation, unnamedGroup: string): Target[] {
  const { id, type, name, avatarUrl, participants, blocking, whoWrites, role } = conversation;
  if (type === 'group' && whoWrites === 'admins' && role === 'member') return [];
  if (type === 'group')
    return [
      {
        id,
        name: name ?? unnamedGroup,
        seed: id,
        src: avatarUrl,
        username: undefined,
        conversationId: id,
      },
    ];
  const [other] = participants;
  if (!other || other.isInactive || blocking) return [];
  const { displayName, username } = other;
  return [
    { id: other.id, name: displayName, seed: other.id, src: other.avatarUrl, username, conversationId: id },
  ];
}
