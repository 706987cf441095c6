'use client';

import type { Schemas } from '@chitlaq/client';
import { Banner, Button, Loading, Skeleton, Switch, TextArea, TextField, toast } from '@chitlaq/ui';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { useSubmit } from '../auth/use-submit.ts';
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
        <Form profile={data} key={data.id} />
      ) : (
        <Loading label={t('loading')}>
          <Skeleton className="m-4 h-64" />
        </Loading>
      )}
    </>
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
