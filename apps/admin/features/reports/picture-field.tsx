'use client';

import type { Schemas } from '@chitlaq/client';
import { Checkbox, Loading, Skeleton } from '@chitlaq/ui';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { LoadError } from '../frame/listing.tsx';
import { BlurredPicture } from './blurred-picture.tsx';
import type { Case } from './types.ts';

type Picture = Schemas['CasePicture'];

/** What a decision removes with all copies. */
export interface ChosenPictures {
  ids: string[];
  reportUploads: boolean;
}

/**
 * Chooses pictures of the reported content that are removed wherever they are. Says before what would go with each. Nothing if there is
 * none, or while restricted content was not opened.
 */
export function PictureField({
  subject,
  value,
  onChange,
}: {
  subject: Case;
  value: ChosenPictures;
  onChange: (value: ChosenPictures) => void;
}) {
  const t = useTranslations('pictures');
  const query = useQuery({
    queryKey: ['case-pictures', subject.id],
    queryFn: () => api.get('/admin/reports/{id}/pictures', { path: { id: subject.id } }),
    retry: false,
  });
  const pictures = query.data?.items.filter(({ isListed }) => !isListed) ?? [];
  if (pictures.length === 0) return null;
  const toggle = (id: string) =>
    onChange({
      ...value,
      ids: value.ids.includes(id) ? value.ids.filter((chosen) => chosen !== id) : [...value.ids, id],
    });
  return (
    <fieldset className="grid gap-3 rounded-control border border-line px-4 py-3">
      <legend className="px-1 font-medium">{t('everywhere')}</legend>
      <p className="text-muted text-sm">{t('everywhereHelp')}</p>
      <ul className="grid gap-3">
        {pictures.map((picture, index) => (
          <li key={picture.id} className="flex gap-3">
            <BlurredPicture
              src={picture.previewUrl}
              label={t('number', { number: index + 1, use: t(`uses.${picture.use}`) })}
            />
            <div className="min-w-0 flex-1">
              <Checkbox
                label={t('choose', { number: index + 1, use: t(`uses.${picture.use}`) })}
                checked={value.ids.includes(picture.id)}
                onChange={() => toggle(picture.id)}
              />
              {value.ids.includes(picture.id) ? <Copies subject={subject} picture={picture} /> : null}
            </div>
          </li>
        ))}
      </ul>
      {value.ids.length > 0 ? (
        <Checkbox
          label={t('reportUploads')}
          help={t('reportUploadsHelp')}
          checked={value.reportUploads}
          onChange={(event) => onChange({ ...value, reportUploads: event.target.checked })}
        />
      ) : null}
    </fieldset>
  );
}

/** How many copies go with a picture, and some of them. */
function Copies({ subject, picture }: { subject: Case; picture: Picture }) {
  const t = useTranslations('pictures');
  const query = useQuery({
    queryKey: ['picture-copies', subject.id, picture.id],
    queryFn: () =>
      api.get('/admin/reports/{id}/pictures/{pictureId}/copies', {
        path: { id: subject.id, pictureId: picture.id },
      }),
  });
  if (query.error && !query.data)
    return <LoadError error={query.error} onRetry={() => void query.refetch()} />;
  if (!query.data)
    return (
      <Loading label={t('counting')}>
        <Skeleton className="h-6 rounded-control" />
      </Loading>
    );
  const { copies, authors, samples } = query.data;
  return (
    <div className="grid gap-2" aria-live="polite">
      <p className="font-medium text-sm">{copies === 0 ? t('noCopies') : t('copies', { copies, authors })}</p>
      {picture.isRecognisable ? null : <p className="text-muted text-sm">{t('flat')}</p>}
      {samples.length > 0 ? (
        <ul className="flex flex-wrap gap-2">
          {samples.map((src, index) => (
            <li key={src}>
              <BlurredPicture src={src} label={t('copy', { number: index + 1 })} />
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}
