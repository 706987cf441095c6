'use client';

import type { Schemas } from '@chitlaq/client';
import { useProblemText } from '@chitlaq/react';
import { Avatar, Banner, Button, Loading, Skeleton, Switch, TextArea, TextField, toast } from '@chitlaq/ui';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { useTranslations } from 'use-intl';
import { BackHeader } from '../../components/back-header.tsx';
import { FilePicker } from '../../components/file-picker.tsx';
import { RetryCountdown } from '../../components/retry-countdown.tsx';
import { api } from '../../lib/api.ts';
import { useProblemForm } from '../../lib/form.ts';
import { POSTS } from '../../lib/post-lists.ts';
import { upload } from '../../lib/upload.ts';
import { useDisplayNameRule } from '../../lib/use-display-name-rule.ts';
import { ME_KEY } from '../session/session.ts';
import { HeaderPictureSetting } from './header-picture-setting.tsx';

// Lazy: needed only when a picture was chosen.
const CropDialog = lazy(async () => ({
  default: (await import('../pictures/crop/crop-dialog.tsx')).CropDialog,
}));

/** Edits the member's profile. */
export function EditProfile() {
  const t = useTranslations('settings');
  const { data } = useQuery({ queryKey: ['profile', 'own'], queryFn: () => api.get('/users/me') });
  return (
    <>
      <BackHeader title={t('pages.profile.title')} />
      {data ? (
        <>
          <HeaderPictureSetting profile={data} />
          <ProfilePictureSetting profile={data} />
          <ProfileForm profile={data} key={data.id} />
        </>
      ) : (
        <Loading label={t('loading')}>
          <Skeleton className="m-4 h-64" />
        </Loading>
      )}
    </>
  );
}

/** The profile picture: cropped, and saved at once. */
function ProfilePictureSetting({ profile }: { profile: Schemas['Profile'] }) {
  const t = useTranslations('settings.photo');
  const problemText = useProblemText();
  const queries = useQueryClient();
  const [isPending, setIsPending] = useState(false);
  const [chosen, setChosen] = useState<File>();
  const change = async (work: () => Promise<unknown>, successMessage: string) => {
    setIsPending(true);
    try {
      await work();
      await Promise.all([
        queries.invalidateQueries({ queryKey: ['profile'] }),
        queries.invalidateQueries({ queryKey: ME_KEY }),
        queries.invalidateQueries({ queryKey: [POSTS] }),
      ]);
      toast({ message: successMessage, tone: 'good' });
    } catch (error) {
      toast({ message: problemText(error), tone: 'danger' });
    } finally {
      setIsPending(false);
    }
  };
  const savePicture = (file: File) => {
    setChosen(undefined);
    return change(async () => {
      const { id } = await upload(file);
      await api.put('/users/me/avatar', { body: { mediaId: id } });
    }, t('saved'));
  };
  return (
    <section aria-label={t('title')} className="flex flex-wrap items-center gap-4 p-4 pb-0">
      <Avatar name={profile.displayName} seed={profile.id} src={profile.avatarUrl} size={96} />
      <FilePicker accept="image/*" onPick={([file]) => setChosen(file)}>
        {(open) => (
          <Button variant="outline" pending={isPending} onClick={open}>
            {t('change')}
          </Button>
        )}
      </FilePicker>
      {profile.avatarUrl ? (
        <Button
          variant="quiet"
          onClick={() => void change(() => api.delete('/users/me/avatar'), t('removed'))}
        >
          {t('remove')}
        </Button>
      ) : null}
      <Suspense fallback={null}>
        {chosen ? (
          <CropDialog
            file={chosen}
            aspect={1}
            onCropped={(file) => void savePicture(file)}
            onClose={() => setChosen(undefined)}
          />
        ) : null}
      </Suspense>
    </section>
  );
}

function ProfileForm({ profile }: { profile: Schemas['Profile'] }) {
  const t = useTranslations('settings');
  const tAuth = useTranslations('auth');
  const validateName = useDisplayNameRule();
  const queries = useQueryClient();
  const form = useProblemForm({
    defaultValues: {
      displayName: profile.displayName,
      username: profile.username,
      bio: profile.bio,
      department: profile.department ?? '',
      graduationYear: profile.graduationYear === null ? '' : String(profile.graduationYear),
      isPrivate: profile.isPrivate,
    },
    send: async ({ username, department, graduationYear, ...fields }) => {
      await api.patch('/users/me', {
        body: {
          ...fields,
          department: department || null,
          graduationYear: graduationYear ? Number(graduationYear) : null,
          ...(username === profile.username ? {} : { username }),
        },
      });
      await Promise.all([
        queries.invalidateQueries({ queryKey: ['profile'] }),
        queries.invalidateQueries({ queryKey: ME_KEY }),
      ]);
      toast({ message: t('saved'), tone: 'good' });
    },
  });
  return (
    <form noValidate className="grid gap-5 p-4" onSubmit={form.submit}>
      {form.problem ? <Banner tone="danger" title={form.problem} live="assertive" /> : null}
      <TextField
        label={t('displayName')}
        autoComplete="name"
        {...form.field('displayName', { validate: validateName })}
      />
      <TextField
        label={t('username')}
        help={t('usernameHelp')}
        prefix="@"
        autoCapitalize="none"
        spellCheck={false}
        {...form.field('username', {
          required: tAuth('invalid.username'),
          pattern: { value: /^[a-z0-9_]{3,20}$/, message: tAuth('invalid.username') },
        })}
      />
      <TextArea label={t('bio')} help={t('bioHelp')} grows {...form.field('bio')} />
      <TextField label={t('department')} {...form.field('department')} />
      <TextField
        label={t('graduationYear')}
        inputMode="numeric"
        maxLength={4}
        {...form.field('graduationYear', {
          pattern: { value: /^(19[5-9]\d|20\d\d|2100)?$/, message: t('graduationYearHelp') },
        })}
      />
      <Switch label={t('private')} help={t('privateHelp')} {...form.register('isPrivate')} />
      <div>
        <Button type="submit" variant="primary" pending={form.isPending}>
          {t('save')}
        </Button>
        <RetryCountdown at={form.retryAt} />
      </div>
    </form>
  );
}
