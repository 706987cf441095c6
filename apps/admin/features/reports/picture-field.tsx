'use client';

import type { Schemas } from '@chitlaq/client';
import { Checkbox, TextField } from '@chitlaq/ui';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
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
  /** When they may come back by themselves. */
  until?: string;
}

/** A day in an input, and the end of it as the API takes it. */
export const endOfDay = (day: string): string => new Date(`${day}T23:59:59`).toISOString();
export const dayIn = (moment: string | null | undefined): string =>
  moment == null ? '' : new Date(moment).toLocaleDateString('sv-SE');

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
        <>
          <Checkbox
            label={t('reportUploads')}
            help={t('reportUploadsHelp')}
            checked={value.reportUploads}
            onChange={(event) => onChange({ ...value, reportUploads: event.target.checked })}
          />
          <TextField
            label={t('end')}
            help={t('endHelp')}
            type="date"
            min={dayIn(new Date().toISOString())}
            value={dayIn(value.until)}
            onChange={({ target }) => {
              const { until: _, ...rest } = value;
              onChange(target.value === '' ? rest : { ...rest, until: endOfDay(target.value) });
            }}
          />
        </>
      ) : null}
    </fieldset>
  );
}

/** How many copies go with a picture, and some of them; counted while one reads and decides. */
function Copies({ subject, picture }: { subject: Case; picture: Picture }) {
  const t = useTranslations('pictures');
  const query = useInfiniteQuery({
    queryKey: ['picture-copies', subject.id, picture.id],
    queryFn: ({ pageParam }) =>
      api.get('/admin/reports/{id}/pictures/{pictureId}/copies', {
        path: { id: subject.id, pictureId: picture.id },
        query: { from: pageParam },
      }),
    initialPageParam: 0,
    getNextPageParam: ({ next }) => next,
  });
  const { data, hasNextPage, isFetching, isError, fetchNextPage } = query;
  useEffect(() => {
    if (hasNextPage && !isFetching && !isError) void fetchNextPage();
  }, [hasNextPage, isFetching, isError, fetchNextPage]);
  if (query.error && !data) return <LoadError error={query.error} onRetry={() => void query.refetch()} />;
  const pages = data?.pages ?? [];
  const copies = pages.reduce((sum, page) => sum + page.copies, 0);
  const samples = pages.flatMap((page) => page.samples).slice(0, 6);
  const next = data ? pages.at(-1)?.next : 0;
  return (
    <div className="grid gap-2">
      <div className="text-sm" aria-live="polite">
        {next == null && copies === 0 ? <p className="font-medium">{t('noCopies')}</p> : null}
        {copies > 0 ? <p className="font-medium">{t('copies', { copies })}</p> : null}
      </div>
      {next == null ? null : (
        <p className="text-muted text-sm">{t('counting', { percent: Math.floor((next * 100) / 256) })}</p>
      )}
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
