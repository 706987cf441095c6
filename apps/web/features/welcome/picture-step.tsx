'use client';

import type { Schemas } from '@chitlaq/client';
import { isolate } from '@chitlaq/text';
import { Avatar, Banner, Button, TextField } from '@chitlaq/ui';
import { useQueryClient } from '@tanstack/react-query';
import { Camera } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslations } from 'use-intl';
import { FilePicker } from '../../components/file-picker.tsx';
import { RetryCountdown } from '../../components/retry-countdown.tsx';
import { api } from '../../lib/api.ts';
import { useProblemForm } from '../../lib/form.ts';
import { useDisplayNameRule } from '../../lib/use-display-name-rule.ts';
import { ME_KEY } from '../session/session.ts';
import { StepFrame, type StepNavigation } from './step-frame.tsx';
import { useAvatar } from './use-avatar.ts';

// Lazy: needed only when a picture was chosen.
const CropDialog = lazy(async () => ({
  default: (await import('../pictures/crop/crop-dialog.tsx')).CropDialog,
}));

/** The picture, cropped and uploaded at once, and the name. */
export function PictureStep({ me, navigation }: { me: Schemas['Me']; navigation: StepNavigation }) {
  const t = useTranslations('welcome.picture');
  const validateName = useDisplayNameRule();
  const queries = useQueryClient();
  const avatar = useAvatar();
  const [chosen, setChosen] = useState<File>();
  const form = useProblemForm({
    defaultValues: { displayName: me.user.displayName },
    send: async ({ displayName }) => {
      if (displayName.trim() !== me.user.displayName) {
        await api.patch('/users/me', { body: { displayName } });
        void queries.invalidateQueries({ queryKey: ME_KEY });
      }
      navigation.pass();
    },
  });
  const [firstName = ''] = me.user.displayName.split(/\s+/);
  return (
    <StepFrame
      navigation={navigation}
      title={t('title', { name: isolate(firstName) })}
      lead={t('lead')}
      onNext={form.submit}
      isPending={form.isPending}
      canSkip={me.profile.avatarUrl === null}
    >
      {form.problem ? <Banner tone="danger" title={form.problem} live="assertive" /> : null}
      <div className="flex flex-wrap items-center gap-4">
        <Avatar
          name={me.user.displayName}
          seed={me.user.id}
          src={avatar.preview ?? me.profile.avatarUrl}
          size={96}
          className="shrink-0"
        />
        <ChoosePicture
          hasPicture={me.profile.avatarUrl !== null}
          isPending={avatar.isPending}
          onPicture={setChosen}
          onRemove={() => void avatar.remove()}
        />
        <Suspense fallback={null}>
          {chosen ? (
            <CropDialog
              file={chosen}
              aspect={1}
              onCropped={(file) => {
                setChosen(undefined);
                void avatar.onPicture(file);
              }}
              onClose={() => setChosen(undefined)}
            />
          ) : null}
        </Suspense>
      </div>
      <TextField
        label={t('name')}
        autoComplete="name"
        {...form.field('displayName', {
          validate: validateName,
        })}
      />
      <RetryCountdown at={form.retryAt} />
    </StepFrame>
  );
}

function ChoosePicture({
  hasPicture,
  isPending,
  onPicture,
  onRemove,
}: {
  hasPicture: boolean;
  isPending: boolean;
  onPicture: (file: File) => void;
  onRemove: () => void;
}) {
  const t = useTranslations('welcome.picture');
  return (
    <div className="flex min-w-0 flex-wrap gap-2">
      <FilePicker accept="image/*" onPick={([file]) => onPicture(file)}>
        {(open) => (
          <Button
            variant="outline"
            pending={isPending}
            icon={<Camera aria-hidden="true" className="size-4.5" />}
            onClick={open}
          >
            {hasPicture ? t('change') : t('choose')}
          </Button>
        )}
      </FilePicker>
      {hasPicture && !isPending ? (
        <Button variant="quiet" onClick={onRemove}>
          {t('remove')}
        </Button>
      ) : null}
      <span role="status" className="sr-only">
        {isPending ? t('uploading') : ''}
      </span>
    </div>
  );
}
