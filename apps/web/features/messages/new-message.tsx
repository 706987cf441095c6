'use client';

import type { Schemas } from '@chitlaq/client';
import { useProblemText } from '@chitlaq/react';
import { Avatar, Banner, Button, Combobox, Sheet, TextField } from '@chitlaq/ui';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useEffect, useState } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { MemberName } from '../../components/member-name.tsx';
import { api } from '../../lib/api.ts';
import { useHasFeature } from '../../lib/campus.ts';
import { paths } from '../../lib/paths.ts';
import { universityName } from '../../lib/university-name.ts';
import { useMe } from '../session/session.ts';
import { cacheConversation, refreshFolders } from './conversation-changes.ts';

type Member = Schemas['ListedMember'];
const DEBOUNCE_MS = 150;

/** Starts a conversation: with one member a direct one, with more a group that has a name. */
export function NewMessage({ onClose }: { onClose: () => void }) {
  const t = useTranslations('messaging.new');
  const problemText = useProblemText();
  const queries = useQueryClient();
  const router = useRouter();
  const [chosen, setChosen] = useState<Member[]>([]);
  const [name, setName] = useState('');
  const [problem, setProblem] = useState<string>();
  const [isPending, setIsPending] = useState(false);
  const hasGroups = useHasFeature('groups');
  const isGroup = chosen.length > 1;
  const disabledReasonText =
    chosen.length === 0
      ? t('chooseSomeone')
      : isGroup && !hasGroups
        ? t('groupsOff')
        : isGroup && name.trim() === ''
          ? t('nameNeeded')
          : undefined;

  const startConversation = async () => {
    setIsPending(true);
    setProblem(undefined);
    try {
      const conversation = await api.post('/conversations', {
        body: {
          type: isGroup ? 'group' : 'direct',
          participantIds: chosen.map(({ id }) => id),
          ...(isGroup ? { name } : {}),
        },
      });
      cacheConversation(queries, conversation);
      void refreshFolders(queries);
      router.push(paths.conversation(conversation.id));
      onClose();
    } catch (error) {
      setProblem(problemText(error));
      setIsPending(false);
    }
  };
  return (
    <Sheet
      open
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
      title={t('title')}
      description={t('lead')}
      closeLabel={t('close')}
      footer={
        <Button
          variant="primary"
          pending={isPending}
          disabledReason={disabledReasonText}
          onClick={() => void startConversation()}
        >
          {isGroup ? t('createGroup') : t('start')}
        </Button>
      }
    >
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (!disabledReasonText) void startConversation();
        }}
      >
        {problem ? (
          <Banner tone="danger" live="assertive">
            {problem}
          </Banner>
        ) : null}
        <PeopleField
          label={t('people')}
          help={t(hasGroups ? 'peopleHelp' : 'groupsOff')}
          chosen={chosen}
          onChange={(next) => {
            setChosen(next);
            setProblem(undefined);
          }}
        />
        {isGroup && hasGroups ? (
          <TextField
            label={t('groupName')}
            value={name}
            maxLength={80}
            autoComplete="off"
            onChange={(event) => setName(event.target.value)}
          />
        ) : null}
      </form>
    </Sheet>
  );
}

/** Searches members while typing, and holds the chosen ones. */
export function PeopleField({
  label,
  help,
  chosen,
  onChange,
  excludedIds = [],
}: {
  label: string;
  help: string;
  chosen: readonly Member[];
  onChange: (chosen: Member[]) => void;
  /** Members who are not suggested. */
  excludedIds?: readonly string[];
}) {
  const t = useTranslations('messaging.new');
  const locale = useLocale();
  const me = useMe();
  const [typed, setTyped] = useState('');
  const [q, setQ] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setQ(typed.trim()), DEBOUNCE_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  const myId = me?.user.id;
  const followed = useQuery({
    queryKey: ['members', 'picker', 'following', myId],
    queryFn: () => api.get('/users/{id}/following', { path: { id: myId ?? '' }, query: { limit: 30 } }),
    enabled: myId !== undefined,
  });
  const found = useQuery({
    queryKey: ['members', 'picker', 'search', q],
    queryFn: ({ signal }) => api.get('/search/users', { query: { q: q.slice(0, 100), limit: 10 }, signal }),
    enabled: q !== '',
    placeholderData: (before) => before,
  });
  const hidden = new Set([...chosen.map(({ id }) => id), ...excludedIds, ...(myId ? [myId] : [])]);
  const items = ((q === '' ? followed.data?.items : found.data?.items) ?? []).filter(
    ({ id }) => !hidden.has(id),
  );
  return (
    <div className="grid gap-3">
      {chosen.length > 0 ? (
        <ul aria-label={t('chosen')} className="flex flex-wrap gap-2">
          {chosen.map((member) => (
            <li key={member.id}>
              <button
                type="button"
                className="flex min-h-9 items-center gap-2 rounded-full bg-wash py-1 pr-3 pl-1"
                onClick={() => onChange(chosen.filter(({ id }) => id !== member.id))}
              >
                <Avatar name={member.displayName} seed={member.id} src={member.avatarUrl} size={24} />
                <span className="sr-only">{t('remove')}</span>
                <MemberName member={member} />
                <X aria-hidden="true" className="size-4 text-muted" />
              </button>
            </li>
          ))}
        </ul>
      ) : null}
      <Combobox
        label={label}
        help={help}
        value={typed}
        onValueChange={setTyped}
        items={items}
        itemKey={({ id }) => id}
        autoFocus
        autoCapitalize="none"
        spellCheck={false}
        loading={found.isFetching && items.length === 0}
        {...(q !== '' && !found.isFetching ? { emptyText: t('noResults', { q }) } : {})}
        statusText={t('resultCount', { count: items.length })}
        renderItem={(member) => (
          <span className="flex min-w-0 items-center gap-3">
            <Avatar name={member.displayName} seed={member.id} src={member.avatarUrl} size={32} />
            <span className="min-w-0">
              <span className="block truncate font-medium">
                <MemberName member={member} />
              </span>
              <span className="block truncate text-muted text-sm">
                @{member.username} · {universityName(member, locale)}
              </span>
            </span>
          </span>
        )}
        onSelect={(member) => {
          onChange([...chosen, member]);
          setTyped('');
          setQ('');
        }}
      />
    </div>
  );
}
