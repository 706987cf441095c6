'use client';

import type { Schemas } from '@chitlaq/client';
import { useProblemText } from '@chitlaq/react';
import { Button, toast } from '@chitlaq/ui';
import { useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { useTranslations } from 'use-intl';
import { FilePicker } from '../../components/file-picker.tsx';
import { api } from '../../lib/api.ts';
import { upload } from '../../lib/upload.ts';
import { HEADER_ASPECT, HeaderPicture } from '../profiles/header-picture.tsx';
import { ME_KEY } from '../session/session.ts';

// Lazy: needed only when a picture was chosen.
const CropDialog = lazy(async () => ({
  default: (await import('../pictures/crop/crop-dialog.tsx')).CropDialog,
}));

/** The header picture: cropped, which previews it, and saved at once. */
export function HeaderPictureSetting({ profile }: { profile: Schemas['Profile'] }) {
  const t = useTranslations('settings.header');
  const problemText = useProblemText();
  const queries = useQueryClient();
  const [chosen, setChosen] = useState<File>();
  const [isPending, setIsPending] = useState(false);

  const change = async (work: () => Promise<unknown>, successMessage: string) => {
    setIsPending(true);
    try {
      await work();
      await Promise.all([
        queries.invalidateQueries({ queryKey: ['profile'] }),
        queries.invalidateQueries({ queryKey: ME_KEY }),
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
      await api.put('/users/me/header', { body: { mediaId: id } });
    }, t('saved'));
  };

  return (
    <section aria-label={t('title')} className="grid gap-3 p-4 pb-0">
      <h2 className="font-medium">{t('title')}</h2>
      <div className="overflow-hidden rounded-card border border-line">
        <HeaderPicture src={profile.headerUrl} />
      </div>
      <p className="text-muted text-sm">{t('lead')}</p>
      <div className="flex flex-wrap gap-2">
        <FilePicker accept="image/*" onPick={([file]) => setChosen(file)}>
          {(open) => (
            <Button pending={isPending} onClick={open}>
              {profile.headerUrl ? t('change') : t('choose')}
            </Button>
          )}
        </FilePicker>
        {profile.headerUrl && !isPending ? (
          <Button
            variant="quiet"
            onClick={() => void change(() => api.delete('/users/me/header'), t('removed'))}
          >
            {t('remove')}
          </Button>
        ) : null}
      </div>
      <Suspense fallback={null}>
        {chosen ? (
          <CropDialog
            file={chosen}
            aspect={HEADER_ASPECT}
            onCropped={(file) => void savePicture(file)}
            onClose={() => setChosen(undefined)}
          />
        ) : null}
      </Suspense>
    </section>
  );
}
