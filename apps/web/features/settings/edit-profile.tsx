'use client';

import type { Schemas } from '@chitlaq/client';
import { Avatar, Banner, Button, Loading, Skeleton, Switch, TextArea, TextField, toast } from '@chitlaq/ui';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { useProblemText } from '../../lib/problems.ts';
import { upload } from '../../lib/upload.ts';
import { useSubmit } from '../auth/use-submit.ts';
import { POSTS } from '../feed/lists.ts';
import { ME } from '../frame/session.ts';
import { BackHeader } from './back-header.tsx';

const FIELDS = ['displayName', 'username', 'bio', 'department', 'graduationYear'];

/** Who one is to others. */
export function EditProfile() {
  const t = useTranslations('settings');
  const { data } = useQuery({ queryKey: ['profile', 'own'], queryFn: () => api.get('/users/me') });
  return (
    <>
      <BackHeader title={t('pages.profile.title')} />
      {data ? (
        <>
          <Photo profile={data} />
          <Form profile={data} key={data.id} />
        </>
      ) : (
        <Loading label={t('loading')}>
          <Skeleton className="m-4 h-64" />
        </Loading>
      )}
    </>
  );
}

/** One's picture: seen as it will be, taken at once. */
function Photo({ profile }: { profile: Schemas['Profile'] }) {
  const t = useTranslations('settings.photo');
  const problemText = useProblemText();
  const queries = useQueryClient();
  const input = useRef<HTMLInputElement>(null);
  const [isPending, setIsPending] = useState(false);
  const change = async (work: () => Promise<unknown>, said: string) => {
    setIsPending(true);
    try {
      await work();
      await Promise.all([
        queries.invalidateQueries({ queryKey: ['profile'] }),
        queries.invalidateQueries({ queryKey: ME }),
        queries.invalidateQueries({ queryKey: [POSTS] }),
      ]);
      toast({ message: said, tone: 'good' });
    } catch (error) {
      toast({ message: problemText(error), tone: 'danger' });
    } finally {
      setIsPending(false);
    }
  };
  const choose = (file: File) =>
    change(async () => {
      const { id } = await upload(file);
      await api.put('/users/me/avatar', { body: { mediaId: id } });
    }, t('saved'));
  return (
    <section aria-label={t('title')} className="flex items-center gap-4 p-4 pb-0">
      <Avatar name={profile.displayName} seed={profile.id} src={profile.avatarUrl} size={96} />
      <input
        ref={input}
        type="file"
        accept="image/*"
        hidden
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          if (file) void choose(file);
          event.target.value = '';
        }}
      />
      <Button variant="outline" pending={isPending} onClick={() => input.current?.click()}>
        {t('change')}
      </Button>
      {profile.avatarUrl ? (
        <Button
          variant="quiet"
          onClick={() => void change(() => api.delete('/users/me/avatar'), t('removed'))}
        >
          {t('remove')}
        </Button>
      ) : null}
    </section>
  );
}

function Form({ profile }: { profile: Schemas['Profile'] }) {
  const t = useTranslations('settings');
  const queries = useQueryClient();
  const form = useSubmit(FIELDS);
  const [fields, setFields] = useState({
    displayName: profile.displayName,
    username: profile.username,
    bio: profile.bio,
    department: profile.department ?? '',
    graduationYear: profile.graduationYear === null ? '' : String(profile.graduationYear),
    isPrivate: profile.isPrivate,
  });
  const set = (name: keyof typeof fields) => (event: { target: { value: string } }) => {
    setFields({ ...fields, [name]: event.target.value });
    form.clear(name);
  };
  const save = () =>
    void form.run(async () => {
      await api.patch('/users/me', {
        body: {
          displayName: fields.displayName,
          bio: fields.bio,
          department: fields.department || null,
          graduationYear: fields.graduationYear ? Number(fields.graduationYear) : null,
          isPrivate: fields.isPrivate,
          ...(fields.username === profile.username ? {} : { username: fields.username }),
        },
      });
      await Promise.all([
        queries.invalidateQueries({ queryKey: ['profile'] }),
        queries.invalidateQueries({ queryKey: ME }),
      ]);
      toast({ message: t('saved'), tone: 'good' });
    });
  return (
    <form
      noValidate
      className="grid gap-5 p-4"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      {form.problem ? <Banner tone="danger" title={form.problem} live="assertive" /> : null}
      <TextField
        label={t('displayName')}
        value={fields.displayName}
        onChange={set('displayName')}
        autoComplete="name"
        error={form.fieldErrors.displayName}
      />
      <TextField
        label={t('username')}
        help={t('usernameHelp')}
        prefix="@"
        value={fields.username}
        onChange={set('username')}
        autoCapitalize="none"
        spellCheck={false}
        error={form.fieldErrors.username}
      />
      <TextArea
        label={t('bio')}
        help={t('bioHelp')}
        value={fields.bio}
        onChange={set('bio')}
        grows
        error={form.fieldErrors.bio}
      />
      <TextField
        label={t('department')}
        value={fields.department}
        onChange={set('department')}
        error={form.fieldErrors.department}
      />
      <TextField
        label={t('graduationYear')}
        value={fields.graduationYear}
        onChange={set('graduationYear')}
        inputMode="numeric"
        maxLength={4}
        error={form.fieldErrors.graduationYear}
      />
      <Switch
        label={t('private')}
        help={t('privateHelp')}
        checked={fields.isPrivate}
        onChange={(event) => setFields({ ...fields, isPrivate: event.target.checked })}
      />
      <div>
        <Button type="submit" variant="primary" pending={form.isPending}>
          {t('save')}
        </Button>
      </div>
    </form>
  );
}
