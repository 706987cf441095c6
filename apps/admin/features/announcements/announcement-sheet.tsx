'use client';

import { ProblemError } from '@chitlaq/client';
import { ANNOUNCEMENT_LIMITS, isAnnouncementLink } from '@chitlaq/text';
import { Banner, Button, Checkbox, RadioGroup, TextArea, TextField, toast } from '@chitlaq/ui';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { useSubmit } from '../../lib/use-submit.ts';
import { FormSheet } from '../frame/form-sheet.tsx';
import { UniversityPicker } from '../frame/pickers.tsx';
import { fromCampusTime, toCampusTime } from './campus-time.ts';
import { Preview } from './preview.tsx';
import {
  AFFILIATIONS,
  ANNOUNCEMENTS_KEY,
  type AnnouncementDetails,
  AUDIENCE_ROLES,
  announcementKey,
} from './types.ts';

const FIELDS = [
  'titleTr',
  'textTr',
  'titleEn',
  'textEn',
  'link',
  'level',
  'startsAt',
  'endsAt',
  'universityIds',
] as const;

const valuesOf = (announcement: AnnouncementDetails | undefined) => ({
  titleTr: announcement?.titleTr ?? '',
  textTr: announcement?.textTr ?? '',
  titleEn: announcement?.titleEn ?? '',
  textEn: announcement?.textEn ?? '',
  link: announcement?.link ?? '',
  level: announcement?.level ?? ('information' as const),
  isDismissable: announcement?.isDismissable ?? true,
  startsAt: announcement?.startsAt ? toCampusTime(announcement.startsAt) : '',
  endsAt: announcement?.endsAt ? toCampusTime(announcement.endsAt) : '',
  universityIds: (announcement?.universities ?? []).map(({ id }) => id),
  affiliations: announcement?.affiliations ?? [],
  roles: announcement?.roles ?? [],
});
type Values = ReturnType<typeof valuesOf>;

/** What is wrong with the values, by field. */
function useErrors(values: Values): Partial<Record<keyof Values, string>> {
  const t = useTranslations('announcements.form');
  const errors: Partial<Record<keyof Values, string>> = {};
  const title = { Tr: values.titleTr.trim(), En: values.titleEn.trim() };
  if (title.Tr === '' && title.En === '') errors.titleTr = t('titleNeeded');
  for (const language of ['Tr', 'En'] as const)
    if (title[language] === '' && values[`text${language}`].trim() !== '')
      errors[`title${language}`] = t('titleForText');
  const link = values.link.trim();
  if (link !== '' && !isAnnouncementLink(link)) errors.link = t('linkWrong');
  // Times of one form compare as texts.
  if (values.startsAt !== '' && values.endsAt !== '' && values.endsAt <= values.startsAt)
    errors.endsAt = t('endBeforeStart');
  return errors;
}

/** Writes an announcement, or changes one. What it looks like is shown below the fields. */
export function AnnouncementSheet({
  announcement,
  onClose,
  onSaved,
}: {
  announcement: AnnouncementDetails | undefined;
  onClose: () => void;
  onSaved?: (saved: AnnouncementDetails) => void;
}) {
  const t = useTranslations('announcements.form');
  const tList = useTranslations('announcements');
  const labels = useTranslations('labels');
  const queries = useQueryClient();
  const submission = useSubmit(FIELDS);
  /** The version that the form is based on; a newer one if somebody else has changed it. */
  const [base, setBase] = useState(announcement);
  const [newer, setNewer] = useState<AnnouncementDetails>();
  const [values, setValues] = useState(() => valuesOf(announcement));
  const [showAgain, setShowAgain] = useState(false);
  const [isTried, setIsTried] = useState(false);
  const set = (part: Partial<Values>) => setValues((before) => ({ ...before, ...part }));
  const found = useErrors(values);
  const errorOf = (field: (typeof FIELDS)[number]) =>
    (isTried ? found[field] : undefined) ?? submission.errors[field];
  const isLive = base?.state === 'live';
  const toggled = <Value extends string>(list: readonly Value[], value: Value, isOn: boolean): Value[] =>
    isOn ? [...list, value] : list.filter((other) => other !== value);

  const send = async () => {
    const body = {
      ...values,
      startsAt: fromCampusTime(values.startsAt),
      endsAt: fromCampusTime(values.endsAt),
      // The picker has one empty field.
      universityIds: values.universityIds.filter(Boolean),
    };
    try {
      const saved = base
        ? await api.put('/admin/announcements/{id}', {
            path: { id: base.id },
            body: { ...body, basedOn: base.version, showAgain },
          })
        : await api.post('/admin/announcements', { body });
      queries.setQueryData(announcementKey(saved.id), saved);
      await queries.invalidateQueries({ queryKey: ANNOUNCEMENTS_KEY });
      onSaved?.(saved);
      return true;
    } catch (error) {
      if (!base || !(error instanceof ProblemError) || error.code !== 'announcement_changed') throw error;
      setNewer(await api.get('/admin/announcements/{id}', { path: { id: base.id } }));
      return false;
    }
  };
  const save = async () => {
    setIsTried(true);
    if (Object.keys(found).length > 0) return;
    let isSaved = false;
    const isDone = await submission.run(async () => {
      isSaved = await send();
    });
    if (!isDone || !isSaved) return;
    toast({ message: t('saved'), tone: 'good' });
    onClose();
  };
  return (
    <FormSheet
      title={t(announcement ? 'editTitle' : 'addTitle')}
      description={t(isLive ? 'liveLead' : 'lead')}
      submitLabel={t('save')}
      submission={submission}
      onSubmit={save}
      onClose={onClose}
    >
      {newer ? (
        <Conflict
          newer={newer}
          onKeep={() => {
            setBase(newer);
            setNewer(undefined);
          }}
          onTake={() => {
            setBase(newer);
            setValues(valuesOf(newer));
            setNewer(undefined);
          }}
        />
      ) : null}
      {(['Tr', 'En'] as const).map((language) => (
        <Group
          key={language}
          legend={t(`language${language}`)}
          {...(language === 'En' ? { help: t('oneLanguage') } : {})}
        >
          <TextField
            label={t('title')}
            lang={language.toLowerCase()}
            value={values[`title${language}`]}
            maxLength={ANNOUNCEMENT_LIMITS.title}
            error={errorOf(`title${language}`)}
            onChange={({ target }) => set({ [`title${language}`]: target.value })}
          />
          <TextArea
            label={t('text')}
            lang={language.toLowerCase()}
            value={values[`text${language}`]}
            maxLength={ANNOUNCEMENT_LIMITS.text}
            error={errorOf(`text${language}`)}
            onChange={({ target }) => set({ [`text${language}`]: target.value })}
          />
        </Group>
      ))}
      <TextField
        label={t('link')}
        help={t('linkHelp')}
        inputMode="url"
        autoCapitalize="none"
        spellCheck={false}
        value={values.link}
        maxLength={ANNOUNCEMENT_LIMITS.link}
        error={errorOf('link')}
        onChange={({ target }) => set({ link: target.value })}
      />
      <RadioGroup
        label={t('level')}
        value={values.level}
        onValueChange={(level) => set({ level })}
        options={(['information', 'important'] as const).map((level) => ({
          value: level,
          label: tList(`levels.${level}`),
          help: t(`levelHelp.${level}`),
        }))}
      />
      <Checkbox
        label={t('dismissable')}
        help={t('dismissableHelp')}
        checked={values.isDismissable}
        onChange={({ target }) => set({ isDismissable: target.checked })}
      />
      <Group legend={tList('when')} help={tList('zone')}>
        <div className="grid gap-3 tablet:grid-cols-2">
          <TextField
            type="datetime-local"
            label={t('startsAt')}
            help={t(isLive ? 'startsAtLive' : 'startsAtHelp')}
            value={values.startsAt}
            disabled={isLive}
            error={errorOf('startsAt')}
            onChange={({ target }) => set({ startsAt: target.value })}
          />
          <TextField
            type="datetime-local"
            label={t('endsAt')}
            help={t('endsAtHelp')}
            value={values.endsAt}
            error={errorOf('endsAt')}
            onChange={({ target }) => set({ endsAt: target.value })}
          />
        </div>
      </Group>
      <Group legend={tList('audience')} help={t('audienceHelp')}>
        {[...values.universityIds, ''].map((id, index) => (
          <UniversityPicker
            // Each chosen one stands once; the last one is empty.
            key={id || `new ${index}`}
            label={t('university')}
            value={id}
            onChange={(chosen) =>
              set({
                universityIds: [
                  ...new Set([...values.universityIds.filter((other) => other !== id), chosen]),
                ].filter(Boolean),
              })
            }
          />
        ))}
        {submission.errors.universityIds ? (
          <p className="text-nar text-sm" role="alert">
            {submission.errors.universityIds}
          </p>
        ) : null}
        <Group legend={t('affiliations')}>
          <div>
            {AFFILIATIONS.map((affiliation) => (
              <Checkbox
                key={affiliation}
                label={labels(`affiliations.${affiliation}`)}
                checked={values.affiliations.includes(affiliation)}
                onChange={({ target }) =>
                  set({ affiliations: toggled(values.affiliations, affiliation, target.checked) })
                }
              />
            ))}
          </div>
        </Group>
        <Group legend={t('roles')} help={t('rolesHelp')}>
          <div>
            {AUDIENCE_ROLES.map((role) => (
              <Checkbox
                key={role}
                label={labels(`roles.${role}`)}
                checked={values.roles.includes(role)}
                onChange={({ target }) => set({ roles: toggled(values.roles, role, target.checked) })}
              />
            ))}
          </div>
        </Group>
      </Group>
      {isLive ? (
        <Checkbox
          label={t('showAgain')}
          help={t('showAgainHelp')}
          checked={showAgain}
          onChange={({ target }) => setShowAgain(target.checked)}
        />
      ) : null}
      <Group legend={tList('preview.title')}>
        <Preview content={values} />
      </Group>
    </FormSheet>
  );
}

function Group({ legend, help, children }: { legend: string; help?: string; children: ReactNode }) {
  return (
    <fieldset className="grid min-w-0 grid-cols-1 gap-3">
      <legend className="mb-1 font-medium">{legend}</legend>
      {help ? <p className="-mt-2 text-muted text-sm">{help}</p> : null}
      {children}
    </fieldset>
  );
}

/** Somebody else has saved another version: nothing of either is lost until one of them is chosen. */
function Conflict(props: { newer: AnnouncementDetails; onKeep: () => void; onTake: () => void }) {
  const { newer, onKeep, onTake } = props;
  const t = useTranslations('announcements.conflict');
  return (
    <Banner
      tone="warn"
      live="assertive"
      title={t('title', { name: newer.changedBy ? `@${newer.changedBy.username}` : t('somebody') })}
    >
      <p>{t('lead')}</p>
      <div className="my-3">
        <Preview content={newer} />
      </div>
      <div className="flex flex-wrap gap-2">
        <Button size="sm" onClick={onKeep}>
          {t('keep')}
        </Button>
        <Button size="sm" onClick={onTake}>
          {t('take')}
        </Button>
      </div>
    </Banner>
  );
}
