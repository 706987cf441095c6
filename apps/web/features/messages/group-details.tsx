'use client';

import type { Schemas } from '@chitlaq/client';
import { Avatar, Button, IconButton, Menu, MenuItem, Select, TextField, toast } from '@chitlaq/ui';
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { Ellipsis } from 'lucide-react';
import Link from 'next/link';
import { useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { paths } from '../../lib/paths.ts';
import { useProblemText } from '../../lib/problems.ts';
import { upload } from '../../lib/upload.ts';
import { Part, useChange } from './details-parts.tsx';
import { Invites } from './invites.tsx';
import { PeopleField } from './new-message.tsx';
import type { Conversation } from './types.ts';

/** A group's name, picture, rules and members. */
export function GroupDetails({ conversation, meId }: { conversation: Conversation; meId: string }) {
  const isAdmin = conversation.role !== 'member';
  return (
    <>
      {isAdmin ? <Looks conversation={conversation} /> : null}
      <Members conversation={conversation} meId={meId} isAdmin={isAdmin} />
      {isAdmin || conversation.whoAdds === 'members' ? <Invites conversationId={conversation.id} /> : null}
      {isAdmin ? <Rules conversation={conversation} /> : null}
    </>
  );
}

function Looks({ conversation }: { conversation: Conversation }) {
  const t = useTranslations('messaging.details');
  const problemText = useProblemText();
  const change = useChange(conversation.id);
  const input = useRef<HTMLInputElement>(null);
  const [name, setName] = useState(conversation.name ?? '');
  const [isUploading, setIsUploading] = useState(false);
  const path = { id: conversation.id };
  const setPicture = async (file: File | undefined) => {
    if (!file) return;
    setIsUploading(true);
    try {
      const media = await upload(file);
      await change(() => api.patch('/conversations/{id}', { path, body: { mediaId: media.id } }));
    } catch (error) {
      toast({ message: problemText(error), tone: 'danger' });
    }
    setIsUploading(false);
  };
  return (
    <section className="grid gap-3">
      <form
        className="flex items-end gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          void change(() => api.patch('/conversations/{id}', { path, body: { name } })).then((isDone) => {
            if (isDone) toast({ message: t('saved'), tone: 'good' });
          });
        }}
      >
        <TextField
          label={t('name')}
          value={name}
          maxLength={80}
          autoComplete="off"
          frameClassName="flex-1"
          onChange={(event) => setName(event.target.value)}
        />
        <Button type="submit">{t('save')}</Button>
      </form>
      <div className="flex flex-wrap gap-2">
        <input
          ref={input}
          type="file"
          accept="image/*"
          hidden
          onChange={(event) => {
            void setPicture(event.target.files?.[0]);
            event.target.value = '';
          }}
        />
        <Button size="sm" pending={isUploading} onClick={() => input.current?.click()}>
          {t('changePicture')}
        </Button>
        {conversation.avatarUrl ? (
          <Button
            size="sm"
            onClick={() =>
              void change(() => api.patch('/conversations/{id}', { path, body: { mediaId: null } }))
            }
          >
            {t('removePicture')}
          </Button>
        ) : null}
      </div>
    </section>
  );
}

function Rules({ conversation }: { conversation: Conversation }) {
  const t = useTranslations('messaging.details');
  const change = useChange(conversation.id);
  const set = (body: Partial<Pick<Conversation, 'history' | 'whoWrites' | 'whoAdds'>>) =>
    void change(() => api.patch('/conversations/{id}', { path: { id: conversation.id }, body }));
  const who = (['members', 'admins'] as const).map((value) => ({ value, label: t(`who.${value}`) }));
  const asWho = (value: string) => (value === 'admins' ? 'admins' : 'members');
  return (
    <section className="grid gap-3">
      <Select
        label={t('history')}
        value={conversation.history}
        options={(['all', 'joined'] as const).map((value) => ({ value, label: t(`histories.${value}`) }))}
        onChange={(event) => set({ history: event.target.value === 'all' ? 'all' : 'joined' })}
      />
      <Select
        label={t('whoWrites')}
        value={conversation.whoWrites}
        options={who}
        onChange={(event) => set({ whoWrites: asWho(event.target.value) })}
      />
      <Select
        label={t('whoAdds')}
        value={conversation.whoAdds}
        options={who}
        onChange={(event) => set({ whoAdds: asWho(event.target.value) })}
      />
    </section>
  );
}

type Role = Schemas['GroupMember']['role'];

function Members({
  conversation,
  meId,
  isAdmin,
}: {
  conversation: Conversation;
  meId: string;
  isAdmin: boolean;
}) {
  const t = useTranslations('messaging.details');
  const queries = useQueryClient();
  const change = useChange(conversation.id);
  const { id, role, whoAdds, memberCount } = conversation;
  const key = ['conversations', 'members', id];
  const query = useInfiniteQuery({
    queryKey: key,
    queryFn: ({ pageParam }) =>
      api.get('/conversations/{id}/participants', {
        path: { id },
        query: { limit: 50, ...(pageParam ? { cursor: pageParam } : {}) },
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
  const members = query.data?.pages.flatMap((page) => page.items) ?? [];
  const [added, setAdded] = useState<Schemas['ListedMember'][]>();
  const then = (isDone: boolean) => {
    if (isDone) void queries.invalidateQueries({ queryKey: key });
    return isDone;
  };
  const give = (userId: string, to?: Role) =>
    change(() =>
      api.put('/conversations/{id}/participants/{userId}', {
        path: { id, userId },
        body: to ? { role: to } : {},
      }),
    ).then(then);
  const takeOut = (userId: string) =>
    change(() => api.delete('/conversations/{id}/participants/{userId}', { path: { id, userId } })).then(
      then,
    );
  const addAll = async () => {
    for (const member of added ?? []) if (!(await give(member.id))) return;
    setAdded(undefined);
  };
  return (
    <Part title={`${t('people')} (${memberCount})`}>
      <ul>
        {members.map((member) => (
          <li key={member.id} className="flex items-center gap-3 py-1.5">
            <Avatar name={member.displayName} seed={member.id} src={member.avatarUrl} size={32} />
            <span className="min-w-0 flex-1">
              <Link
                href={paths.member(member.username)}
                className="block truncate font-medium hover:underline"
              >
                <bdi>{member.displayName}</bdi> {member.id === meId ? `(${t('you')})` : ''}
              </Link>
              <span className="block truncate text-muted text-sm">
                {[
                  member.role === 'member' ? '' : t(`roles.${member.role}`),
                  member.invited ? t('invited') : '',
                ]
                  .filter(Boolean)
                  .join(' · ') || `@${member.username}`}
              </span>
            </span>
            {isAdmin && member.id !== meId && member.role !== 'owner' ? (
              <Menu
                trigger={
                  <IconButton
                    label={t('memberMenu', { name: member.displayName })}
                    tone="muted"
                    tooltip={null}
                  >
                    <Ellipsis aria-hidden="true" />
                  </IconButton>
                }
              >
                <MenuItem onSelect={() => void give(member.id, member.role === 'admin' ? 'member' : 'admin')}>
                  {member.role === 'admin' ? t('notAdmin') : t('makeAdmin')}
                </MenuItem>
                {role === 'owner' ? (
                  <MenuItem onSelect={() => void give(member.id, 'owner')}>{t('makeOwner')}</MenuItem>
                ) : null}
                <MenuItem danger onSelect={() => void takeOut(member.id)}>
                  {t('takeOut')}
                </MenuItem>
              </Menu>
            ) : null}
          </li>
        ))}
      </ul>
      {query.hasNextPage ? (
        <Button size="sm" pending={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {t('moreMembers')}
        </Button>
      ) : null}
      {isAdmin || whoAdds === 'members' ? (
        added ? (
          <div className="grid gap-3">
            <PeopleField
              label={t('add')}
              help={t('addLead')}
              chosen={added}
              onChange={setAdded}
              without={members.map((member) => member.id)}
            />
            <div>
              <Button variant="primary" size="sm" onClick={() => void addAll()}>
                {t('addThem')}
              </Button>
            </div>
          </div>
        ) : (
          <div>
            <Button size="sm" onClick={() => setAdded([])}>
              {t('add')}
            </Button>
          </div>
        )
      ) : null}
    </Part>
  );
}
