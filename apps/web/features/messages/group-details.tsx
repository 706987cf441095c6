'use client';

import type { Schemas } from '@chitlaq/client';
import { useProblemText } from '@chitlaq/react';
import { Avatar, Button, IconButton, Menu, MenuItem, Select, TextField, toast } from '@chitlaq/ui';
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { Ellipsis } from 'lucide-react';

import { lazy, Suspense, useState } from 'react';
import { useTranslations } from 'use-intl';
import { FilePicker } from '../../components/file-picker.tsx';
import { MemberName } from '../../components/member-name.tsx';
import { PrefetchLink } from '../../components/prefetch-link.tsx';
import { api } from '../../lib/api.ts';
import { paths } from '../../lib/paths.ts';
import { upload } from '../../lib/upload.ts';
import { DetailsSection, useConversationUpdate } from './details-parts.tsx';
import { Invites } from './invites.tsx';
import { PeopleField } from './new-message.tsx';
import type { Conversation } from './types.ts';

// Lazy: needed only when a picture was chosen.
const CropDialog = lazy(async () => ({
  default: (await import('../pictures/crop/crop-dialog.tsx')).CropDialog,
}));

/** A group's name, picture, settings and members. */
export function GroupDetails({ conversation, meId }: { conversation: Conversation; meId: string }) {
  const isAdmin = conversation.role !== 'member';
  return (
    <>
      {isAdmin ? <GroupAppearance conversation={conversation} /> : null}
      <GroupMembers conversation={conversation} meId={meId} isAdmin={isAdmin} />
      {isAdmin || conversation.whoAdds === 'members' ? <Invites conversationId={conversation.id} /> : null}
      {isAdmin ? <GroupRules conversation={conversation} /> : null}
    </>
  );
}

function GroupAppearance({ conversation }: { conversation: Conversation }) {
  const t = useTranslations('messaging.details');
  const problemText = useProblemText();
  const change = useConversationUpdate(conversation.id);
  const [name, setName] = useState(conversation.name ?? '');
  const [isUploading, setIsUploading] = useState(false);
  const [chosen, setChosen] = useState<File>();
  const path = { id: conversation.id };
  const setPicture = async (file: File) => {
    setChosen(undefined);
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
        <FilePicker accept="image/*" onPick={([file]) => setChosen(file)}>
          {(open) => (
            <Button size="sm" pending={isUploading} onClick={open}>
              {t('changePicture')}
            </Button>
          )}
        </FilePicker>
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
      <Suspense fallback={null}>
        {chosen ? (
          <CropDialog
            file={chosen}
            aspect={1}
            onCropped={(file) => void setPicture(file)}
            onClose={() => setChosen(undefined)}
          />
        ) : null}
      </Suspense>
    </section>
  );
}

function GroupRules({ conversation }: { conversation: Conversation }) {
  const t = useTranslations('messaging.details');
  const change = useConversationUpdate(conversation.id);
  const update = (body: Partial<Pick<Conversation, 'history' | 'whoWrites' | 'whoAdds'>>) =>
    void change(() => api.patch('/conversations/{id}', { path: { id: conversation.id }, body }));
  const whoOptions = (['members', 'admins'] as const).map((value) => ({ value, label: t(`who.${value}`) }));
  const toWho = (value: string) => (value === 'admins' ? 'admins' : 'members');
  return (
    <section className="grid gap-3">
      <Select
        label={t('history')}
        value={conversation.history}
        options={(['all', 'joined'] as const).map((value) => ({ value, label: t(`histories.${value}`) }))}
        onChange={(event) => update({ history: event.target.value === 'all' ? 'all' : 'joined' })}
      />
      <Select
        label={t('whoCanWrite')}
        value={conversation.whoWrites}
        options={whoOptions}
        onChange={(event) => update({ whoWrites: toWho(event.target.value) })}
      />
      <Select
        label={t('whoCanAdd')}
        value={conversation.whoAdds}
        options={whoOptions}
        onChange={(event) => update({ whoAdds: toWho(event.target.value) })}
      />
    </section>
  );
}

type Role = Schemas['GroupMember']['role'];

function GroupMembers({
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
  const change = useConversationUpdate(conversation.id);
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
  const [pendingMembers, setPendingMembers] = useState<Schemas['ListedMember'][]>();
  const refreshOnSuccess = (isDone: boolean) => {
    if (isDone) void queries.invalidateQueries({ queryKey: key });
    return isDone;
  };
  const setMember = (userId: string, to?: Role) =>
    change(() =>
      api.put('/conversations/{id}/participants/{userId}', {
        path: { id, userId },
        body: to ? { role: to } : {},
      }),
    ).then(refreshOnSuccess);
  const removeMember = (userId: string) =>
    change(() => api.delete('/conversations/{id}/participants/{userId}', { path: { id, userId } })).then(
      refreshOnSuccess,
    );
  const addChosen = async () => {
    for (const member of pendingMembers ?? []) if (!(await setMember(member.id))) return;
    setPendingMembers(undefined);
  };
  return (
    <DetailsSection title={`${t('people')} (${memberCount})`}>
      <ul>
        {members.map((member) => (
          <li key={member.id} className="flex items-center gap-3 py-1.5">
            <Avatar name={member.displayName} seed={member.id} src={member.avatarUrl} size={32} />
            <span className="min-w-0 flex-1">
              <PrefetchLink
                href={paths.member(member.username)}
                className="block truncate font-medium hover:underline"
              >
                <MemberName member={member} /> {member.id === meId ? `(${t('you')})` : ''}
              </PrefetchLink>
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
                <MenuItem
                  onSelect={() => void setMember(member.id, member.role === 'admin' ? 'member' : 'admin')}
                >
                  {member.role === 'admin' ? t('removeAdmin') : t('makeAdmin')}
                </MenuItem>
                {role === 'owner' ? (
                  <MenuItem onSelect={() => void setMember(member.id, 'owner')}>{t('makeOwner')}</MenuItem>
                ) : null}
                <MenuItem danger onSelect={() => void removeMember(member.id)}>
                  {t('removeMember')}
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
        pendingMembers ? (
          <div className="grid gap-3">
            <PeopleField
              label={t('add')}
              help={t('addLead')}
              chosen={pendingMembers}
              onChange={setPendingMembers}
              excludedIds={members.map((member) => member.id)}
            />
            <div>
              <Button variant="primary" size="sm" onClick={() => void addChosen()}>
                {t('addSelected')}
              </Button>
            </div>
          </div>
        ) : (
          <div>
            <Button size="sm" onClick={() => setPendingMembers([])}>
              {t('add')}
            </Button>
          </div>
        )
      ) : null}
    </DetailsSection>
  );
}
