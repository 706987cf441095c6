'use client';

import type { Schemas } from '@chitlaq/client';
import { Badge, Button, Card, Select, Skeleton, TextArea, TextField, toast } from '@chitlaq/ui';
import { useQueryClient } from '@tanstack/react-query';
import Link from 'next/link';
import { useEffect, useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { paths } from '../../lib/paths.ts';
import { useSubmit } from '../../lib/use-submit.ts';
import { FormSheet } from '../frame/form-sheet.tsx';
import { Listing, usePages } from '../frame/listing.tsx';
import { RequirePermission } from '../frame/require-permission.tsx';
import { DateOnly } from '../frame/timestamp.tsx';
import { BlurredPicture } from './blurred-picture.tsx';
import { ModerationHeader } from './moderation-header.tsx';
import { dayIn, endOfDay } from './picture-field.tsx';

type Picture = Schemas['ListedPicture'];
/** How often the page looks how far a search for copies has come. */
const SEARCH_MS = 2000;

/** The page of pictures that were removed everywhere and are refused when they come again. */
export function ListedPictures() {
  return (
    <RequirePermission requiredPermission="fingerprints.write">
      <ModerationHeader current="pictures" />
      <PictureList />
    </RequirePermission>
  );
}

function PictureList() {
  const t = useTranslations('pictures');
  const queries = useQueryClient();
  const [status, setStatus] = useState<'listed' | 'lifted'>('listed');
  const [lifting, setLifting] = useState<Picture>();
  const [changing, setChanging] = useState<Picture>();
  const pages = usePages<Picture>(['listed-pictures', status], (page) =>
    api.get('/admin/pictures', { query: { ...page, status, limit: 20 } }),
  );
  const isSearching = (pages.data ?? []).some(({ searched }) => searched !== null);
  useEffect(() => {
    if (!isSearching) return;
    const timer = setInterval(
      () => void queries.invalidateQueries({ queryKey: ['listed-pictures'] }),
      SEARCH_MS,
    );
    return () => clearInterval(timer);
  }, [isSearching, queries]);
  return (
    <div className="mx-auto grid max-w-4xl gap-4 px-4 py-4">
      <div className="flex flex-wrap items-end justify-between gap-3">
        <p className="max-w-prose text-muted text-sm">{t('lead')}</p>
        <Select
          label={t('status')}
          value={status}
          onChange={({ target }) => setStatus(target.value === 'lifted' ? 'lifted' : 'listed')}
        >
          <option value="listed">{t('listed')}</option>
          <option value="lifted">{t('lifted')}</option>
        </Select>
      </div>
      <Listing
        pages={pages}
        label={t('loading')}
        skeleton={<Skeleton className="h-32 rounded-card" />}
        empty={<p className="text-muted">{t(`empty.${status}`)}</p>}
      >
        {(pictures) => (
          <ul className="grid gap-3">
            {pictures.map((picture) => (
              <li key={picture.id}>
                <PictureCard
                  picture={picture}
                  onChange={() => setChanging(picture)}
                  onLift={() => setLifting(picture)}
                />
              </li>
            ))}
          </ul>
        )}
      </Listing>
      {changing ? (
        <ChangeDialog
          picture={changing}
          onClose={() => setChanging(undefined)}
          onDone={() => queries.invalidateQueries({ queryKey: ['listed-pictures'] })}
        />
      ) : null}
      {lifting ? (
        <LiftDialog
          picture={lifting}
          onClose={() => setLifting(undefined)}
          onDone={() => queries.invalidateQueries({ queryKey: ['listed-pictures'] })}
        />
      ) : null}
    </div>
  );
}

const Who = ({ member }: { member: Picture['addedBy'] }) => {
  const t = useTranslations('pictures');
  return member ? (
    <Link href={paths.member(member.id)} className="link">
      @{member.username}
    </Link>
  ) : (
    t('formerMember')
  );
};

function PictureCard({
  picture,
  onChange,
  onLift,
}: {
  picture: Picture;
  onChange: () => void;
  onLift: () => void;
}) {
  const t = useTranslations('pictures');
  const labels = useTranslations('labels');
  const format = useFormatter();
  const { lifted } = picture;
  const rule = `reasons.${picture.rule}` as Parameters<typeof labels>[0];
  return (
    <Card className="flex flex-wrap gap-4">
      <BlurredPicture
        src={picture.previewUrl}
        label={t('addedOn', { date: format.dateTime(new Date(picture.addedAt), { dateStyle: 'medium' }) })}
      />
      <div className="grid min-w-0 flex-1 gap-1">
        <p className="flex flex-wrap items-center gap-2">
          <Badge tone="warn">{labels.has(rule) ? labels(rule) : picture.rule}</Badge>
          {picture.isForUniversity ? <Badge>{t('forUniversity')}</Badge> : null}
          {picture.reportUploads ? <Badge>{t('reportsUploads')}</Badge> : null}
        </p>
        {picture.reason ? <p className="break-words">{picture.reason}</p> : null}
        <p className="text-muted text-sm">
          {t('hides', { copies: picture.copies, authors: picture.authors })}{' '}
          {t('refused', { count: picture.refusals, members: picture.refusedMembers })}
        </p>
        <p className="text-muted text-sm">
          {t('by')} <Who member={picture.addedBy} /> · <DateOnly at={picture.addedAt} />
          {picture.expiresAt ? (
            <>
              {' · '}
              {t('until')} <DateOnly at={picture.expiresAt} />
            </>
          ) : null}
        </p>
        {picture.searched === null ? null : (
          <p className="text-sm">{t('searching', { percent: picture.searched })}</p>
        )}
        {picture.note ? (
          <p className="break-words text-sm">
            {t('note')}: <bdi>{picture.note}</bdi>
          </p>
        ) : null}
        {lifted ? (
          <p className="text-sm">
            {t('liftedBy')} <Who member={lifted.by} /> · <DateOnly at={lifted.at} /> · {lifted.reason}
          </p>
        ) : null}
      </div>
      {lifted ? null : (
        <span className="flex flex-wrap items-start gap-2">
          <Button size="sm" onClick={onChange}>
            {t('change')}
          </Button>
          <Button size="sm" onClick={onLift}>
            {t('lift')}
          </Button>
        </span>
      )}
    </Card>
  );
}

/** Changes when a picture may come back by itself, and the note. */
function ChangeDialog({
  picture,
  onClose,
  onDone,
}: {
  picture: Picture;
  onClose: () => void;
  onDone: () => Promise<unknown>;
}) {
  const t = useTranslations('pictures');
  const submission = useSubmit(['until', 'note']);
  const [day, setDay] = useState(dayIn(picture.expiresAt));
  const [note, setNote] = useState(picture.note ?? '');
  const isPast = day !== '' && new Date(endOfDay(day)) <= new Date();
  const save = async () => {
    const isDone = await submission.run(() =>
      api.patch('/admin/pictures/{id}', {
        path: { id: picture.id },
        body: {
          note,
          ...(day === dayIn(picture.expiresAt) ? {} : { until: day === '' ? null : endOfDay(day) }),
        },
      }),
    );
    if (!isDone) return;
    await onDone();
    toast({ message: t('saved'), tone: 'good' });
    onClose();
  };
  return (
    <FormSheet
      title={t('changeTitle')}
      description={t('changeLead')}
      submitLabel={t('save')}
      disabledReason={isPast ? t('endPast') : undefined}
      submission={submission}
      onSubmit={save}
      onClose={onClose}
    >
      <TextField
        label={t('end')}
        help={t('endHelp')}
        type="date"
        value={day}
        onChange={(event) => setDay(event.target.value)}
        error={submission.errors.until}
      />
      <TextArea
        label={t('note')}
        help={t('noteHelp')}
        value={note}
        maxLength={1000}
        onChange={(event) => setNote(event.target.value)}
        error={submission.errors.note}
      />
    </FormSheet>
  );
}

/** Asks why a picture may come back, and takes it off the list. */
function LiftDialog({
  picture,
  onClose,
  onDone,
}: {
  picture: Picture;
  onClose: () => void;
  onDone: () => Promise<unknown>;
}) {
  const t = useTranslations('pictures');
  const submission = useSubmit(['reason']);
  const [reason, setReason] = useState('');
  const lift = async () => {
    const isDone = await submission.run(() =>
      api.post('/admin/pictures/{id}/lift', { path: { id: picture.id }, body: { reason } }),
    );
    if (!isDone) return;
    await onDone();
    toast({ message: t('done'), tone: 'good' });
    onClose();
  };
  return (
    <FormSheet
      title={t('liftTitle')}
      description={t('liftLead', { copies: picture.copies })}
      submitLabel={t('lift')}
      disabledReason={reason.trim() === '' ? t('reasonNeeded') : undefined}
      submission={submission}
      onSubmit={lift}
      onClose={onClose}
    >
      <TextArea
        label={t('why')}
        help={t('whyHelp')}
        value={reason}
        maxLength={1000}
        onChange={(event) => setReason(event.target.value)}
        error={submission.errors.reason}
      />
    </FormSheet>
  );
}
