'use client';

import { Badge, Button, Card, EmptyState, Select } from '@chitlaq/ui';
import { Megaphone, Plus } from 'lucide-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { paths } from '../../lib/paths.ts';
import { oneOf, useUrlState } from '../../lib/url-state.ts';
import { Heading } from '../frame/heading.tsx';
import { Listing, usePages } from '../frame/listing.tsx';
import { RequirePermission } from '../frame/require-permission.tsx';
import { AnnouncementSheet } from './announcement-sheet.tsx';
import { Period, useAudience } from './period.tsx';
import { ANNOUNCEMENTS_KEY, type ManagedAnnouncement, STATES, stateTone } from './types.ts';

/** The page of announcements, for administrators. */
export function Announcements() {
  return (
    <RequirePermission requiredPermission="announcements.write">
      <AnnouncementList />
    </RequirePermission>
  );
}

function AnnouncementList() {
  const t = useTranslations('announcements');
  const router = useRouter();
  const [filter, change] = useUrlState(['state'] as const);
  const state = oneOf(STATES, filter.state);
  const [isAdding, setIsAdding] = useState(false);
  const pages = usePages<ManagedAnnouncement>([...ANNOUNCEMENTS_KEY, state], (page) =>
    api.get('/admin/announcements', { query: { ...page, ...(state ? { state } : {}) } }),
  );
  return (
    <>
      <Heading title={t('title')} />
      <div className="mx-auto grid max-w-4xl grid-cols-1 gap-4 pb-4 tablet:px-4">
        <p className="text-pretty text-muted max-tablet:px-4">{t('lead')}</p>
        <div className="flex flex-wrap items-end justify-between gap-3 max-tablet:px-4">
          <Select
            label={t('show')}
            value={state ?? ''}
            onChange={(event) => change({ state: event.target.value })}
            options={[
              { value: '', label: t('all') },
              ...STATES.map((value) => ({ value, label: t(`states.${value}`) })),
            ]}
          />
          <Button
            variant="primary"
            icon={<Plus aria-hidden="true" className="size-4.5" />}
            onClick={() => setIsAdding(true)}
          >
            {t('add')}
          </Button>
        </div>
        <Listing
          pages={pages}
          label={t('loading')}
          empty={
            <EmptyState icon={<Megaphone aria-hidden="true" />} title={t(state ? 'emptyState' : 'empty')}>
              {t('emptyDetail')}
            </EmptyState>
          }
        >
          {(announcements) => (
            <ul className="grid grid-cols-1 gap-4" aria-label={t('title')}>
              {announcements.map((announcement) => (
                <li key={announcement.id}>
                  <AnnouncementCard announcement={announcement} />
                </li>
              ))}
            </ul>
          )}
        </Listing>
      </div>
      {isAdding ? (
        <AnnouncementSheet
          announcement={undefined}
          onClose={() => setIsAdding(false)}
          onSaved={({ id }) => router.push(paths.announcement(id))}
        />
      ) : null}
    </>
  );
}

/** The title in the viewer's language, or else in the other one. */
export const useTitleOf = () => {
  const isEnglish = useLocale() === 'en';
  return ({ titleTr, titleEn }: Pick<ManagedAnnouncement, 'titleTr' | 'titleEn'>): string =>
    isEnglish ? titleEn || titleTr : titleTr || titleEn;
};

function AnnouncementCard({ announcement }: { announcement: ManagedAnnouncement }) {
  const t = useTranslations('announcements');
  const titleOf = useTitleOf();
  const audience = useAudience();
  const { id, state, level } = announcement;
  return (
    <Card flush className="grid grid-cols-1 gap-1.5">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h2 className="min-w-0 break-words font-medium">
          <Link href={paths.announcement(id)} className="link">
            <bdi>{titleOf(announcement)}</bdi>
          </Link>
        </h2>
        <Badge tone={stateTone[state]}>{t(`badges.${state}`)}</Badge>
        {level === 'important' ? <Badge tone="warn">{t('levels.important')}</Badge> : null}
      </div>
      <p className="flex flex-wrap gap-x-4 gap-y-1 text-muted text-sm">
        <span>
          <Period announcement={announcement} />
        </span>
        <span>{audience(announcement)}</span>
      </p>
    </Card>
  );
}
