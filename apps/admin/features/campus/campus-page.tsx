'use client';

import {
  CAMPUS_FEATURES,
  CAMPUS_LANGUAGES,
  CAMPUS_NAME,
  CAMPUS_NAME_MAX,
  MAX_APPROVAL_QUESTION,
  REGISTRATION_MODES,
  tidyCampusName,
} from '@chitlaq/text/campus';
import {
  Banner,
  Button,
  Card,
  Checkbox,
  ConfirmDialog,
  Loading,
  RadioGroup,
  Select,
  Skeleton,
  Switch,
  TextArea,
  TextField,
  toast,
} from '@chitlaq/ui';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Undo2 } from 'lucide-react';
import Link from 'next/link';
import { type FormEvent, useState } from 'react';
import { useFormatter, useLocale, useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { paths, webPaths } from '../../lib/paths.ts';
import { useSubmit } from '../../lib/use-submit.ts';
import { Heading } from '../frame/heading.tsx';
import { LeaveGuard } from '../frame/leave-guard.tsx';
import { LoadError } from '../frame/listing.tsx';
import { RequirePermission } from '../frame/require-permission.tsx';
import { useHasPermission } from '../frame/viewer.tsx';
import { BlankList } from '../legal/blank-list.tsx';
import { LEGAL_KEY } from '../legal/types.ts';
import { ColourCard } from './colour-card.tsx';
import { LogoCard } from './logo-card.tsx';
import { CAMPUS_KEY, type CampusSettings, type ManagedCampus } from './types.ts';

/** The page of the campus's settings, for staff who may change them. */
export function CampusPage() {
  const t = useTranslations('campus');
  const query = useQuery({
    queryKey: CAMPUS_KEY,
    queryFn: () => api.get('/admin/campus'),
    // What is being edited is not replaced under the hands.
    refetchOnWindowFocus: false,
  });
  return (
    <RequirePermission requiredPermission="campus.write">
      <Heading title={t('title')} detail={t('lead')} />
      {query.data ? (
        <Editor key={query.data.version} campus={query.data} />
      ) : query.error ? (
        <LoadError error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <Loading label={t('loading')}>
          <Skeleton className="mx-4 h-96 rounded-card" />
        </Loading>
      )}
    </RequirePermission>
  );
}

const FIELDS = [
  ...(['name', 'shortName', 'logoAlt', 'registrationNote', 'approvalQuestion'] as const).flatMap((field) => [
    `${field}.tr`,
    `${field}.en`,
  ]),
  'accent',
  'logoId',
  'languages.default',
  'languages.offered',
  'features.boards',
];

function Editor({ campus }: { campus: ManagedCampus }) {
  const t = useTranslations('campus');
  const locale = useLocale() === 'en' ? 'en' : 'tr';
  const queries = useQueryClient();
  const submission = useSubmit(FIELDS);
  const [draft, setDraft] = useState<CampusSettings>(campus.settings);
  const [isTried, setIsTried] = useState(false);
  const change = (part: Partial<CampusSettings>) => setDraft((before) => ({ ...before, ...part }));
  const isChanged = JSON.stringify(draft) !== JSON.stringify(campus.settings);
  // Also the way out after somebody else's change.
  const discard = () => {
    submission.clear();
    setDraft(campus.settings);
    void queries.invalidateQueries({ queryKey: CAMPUS_KEY });
  };
  const save = async (event: FormEvent) => {
    event.preventDefault();
    setIsTried(true);
    await submission.run(
      async () => {
        const next = await api.put('/admin/campus', { body: { ...draft, basedOn: campus.version } });
        queries.setQueryData(CAMPUS_KEY, next);
      },
      () => toast({ message: t('saved'), tone: 'good' }),
    );
  };
  return (
    <>
      <LeaveGuard isActive={isChanged} />
      <form onSubmit={(event) => void save(event)} className="grid grid-cols-1 gap-4 px-4" noValidate>
        <NamesCard settings={draft} isTried={isTried} errors={submission.errors} onChange={change} />
        <LogoCard settings={draft} errors={submission.errors} onChange={change} />
        <ColourCard settings={draft} locale={locale} error={submission.errors.accent} onChange={change} />
        <LanguagesCard settings={draft} onChange={change} />
        <FeaturesCard settings={draft} errors={submission.errors} onChange={change} />
        {isChanged ? (
          <div className="sticky bottom-[calc(4rem+env(safe-area-inset-bottom))] z-10 grid gap-2 rounded-card border border-line bg-surface p-3 tablet:bottom-4">
            {submission.problem ? <Banner tone="danger" title={submission.problem} live="assertive" /> : null}
            <div className="flex flex-wrap items-center gap-3">
              <Button type="submit" variant="primary" pending={submission.isPending}>
                {t('save')}
              </Button>
              <Button variant="quiet" onClick={discard}>
                {t('discard')}
              </Button>
              <p className="text-muted text-sm" aria-live="polite">
                {t('notSaved')}
              </p>
            </div>
          </div>
        ) : null}
      </form>
      <div className="mt-4 grid grid-cols-1 gap-4 px-4 desktop:grid-cols-2">
        <ContactsCard />
        <HistoryCard campus={campus} />
      </div>
    </>
  );
}

interface CardProps {
  settings: CampusSettings;
  errors: Record<string, string>;
  onChange: (part: Partial<CampusSettings>) => void;
}

function NamesCard({ settings, isTried, errors, onChange }: CardProps & { isTried: boolean }) {
  const t = useTranslations('campus');
  const problemOf = (text: string) => {
    const tidy = tidyCampusName(text);
    if (tidy === '') return isTried ? t('names.needed') : undefined;
    return CAMPUS_NAME.test(tidy) ? undefined : t('names.characters');
  };
  return (
    <Card className="grid gap-4">
      <div>
        <h2 className="font-medium text-lg">{t('names.title')}</h2>
        <p className="text-muted text-sm">{t('names.lead')}</p>
      </div>
      <div className="grid gap-4 tablet:grid-cols-2">
        {(['name', 'shortName'] as const).flatMap((field) =>
          (['tr', 'en'] as const).map((language) => (
            <TextField
              key={`${field}.${language}`}
              label={`${t(`names.${field}`)} (${t(`language.${language}`)})`}
              help={language === 'tr' ? t(`names.${field}Help`) : undefined}
              lang={language}
              value={settings[field][language]}
              maxLength={CAMPUS_NAME_MAX[field]}
              required
              error={problemOf(settings[field][language]) ?? errors[`${field}.${language}`]}
              onChange={({ target }) =>
                onChange({ [field]: { ...settings[field], [language]: target.value } })
              }
            />
          )),
        )}
      </div>
    </Card>
  );
}

function LanguagesCard({ settings: { languages }, onChange }: Omit<CardProps, 'errors'>) {
  const t = useTranslations('campus');
  const setOffered = (language: 'tr' | 'en', isOffered: boolean) => {
    const offered = CAMPUS_LANGUAGES.filter((other) =>
      other === language ? isOffered : languages.offered.includes(other),
    );
    const [first] = offered;
    if (first === undefined) return;
    const own = offered.includes(languages.default) ? languages.default : first;
    onChange({ languages: { offered, default: own } });
  };
  return (
    <Card className="grid gap-4">
      <div>
        <h2 className="font-medium text-lg">{t('languages.title')}</h2>
        <p className="text-muted text-sm">{t('languages.lead')}</p>
      </div>
      <div>
        {CAMPUS_LANGUAGES.map((language) => (
          <Checkbox
            key={language}
            label={t(`language.${language}`)}
            checked={languages.offered.includes(language)}
            // One stays.
            disabled={languages.offered.length === 1 && languages.offered.includes(language)}
            onChange={({ target }) => setOffered(language, target.checked)}
          />
        ))}
      </div>
      <Select
        label={t('languages.default')}
        help={t('languages.defaultHelp')}
        value={languages.default}
        onChange={({ target }) =>
          onChange({ languages: { ...languages, default: target.value === 'en' ? 'en' : 'tr' } })
        }
        options={languages.offered.map((value) => ({ value, label: t(`language.${value}`) }))}
      />
    </Card>
  );
}

function FeaturesCard({ settings, errors, onChange }: CardProps) {
  const { features, registrationNote } = settings;
  const t = useTranslations('campus');
  return (
    <Card className="grid gap-2">
      <div>
        <h2 className="font-medium text-lg">{t('features.title')}</h2>
        <p className="text-muted text-sm">{t('features.lead')}</p>
      </div>
      {CAMPUS_FEATURES.map((feature) => (
        <div key={feature} className="grid gap-2">
          <Switch
            label={t(`features.names.${feature}`)}
            help={t(`features.help.${feature}`)}
            checked={features[feature]}
            onChange={({ target }) => onChange({ features: { ...features, [feature]: target.checked } })}
          />
          {errors[`features.${feature}`] ? (
            <p className="text-nar text-sm" role="alert">
              {errors[`features.${feature}`]}
            </p>
          ) : null}
          {feature === 'registration' && features.registration ? (
            <RegistrationWay settings={settings} errors={errors} onChange={onChange} />
          ) : null}
          {feature === 'registration' && !features.registration ? (
            <div className="grid gap-4 tablet:grid-cols-2">
              {(['tr', 'en'] as const).map((language) => (
                <TextArea
                  key={language}
                  label={`${t('features.registrationNote')} (${t(`language.${language}`)})`}
                  lang={language}
                  value={registrationNote[language]}
                  maxLength={500}
                  error={errors[`registrationNote.${language}`]}
                  onChange={({ target }) =>
                    onChange({ registrationNote: { ...registrationNote, [language]: target.value } })
                  }
                />
              ))}
            </div>
          ) : null}
        </div>
      ))}
    </Card>
  );
}

/** How people register while they can, and what those are asked whose registration somebody looks at. */
function RegistrationWay({ settings: { registrationMode, approvalQuestion }, errors, onChange }: CardProps) {
  const t = useTranslations('campus');
  const tModes = useTranslations('registrations.modes');
  return (
    <div className="grid gap-4">
      <RadioGroup
        label={tModes('title')}
        help={tModes('help')}
        value={registrationMode}
        onValueChange={(mode) => onChange({ registrationMode: mode })}
        options={REGISTRATION_MODES.map((value) => ({ value, label: tModes(value) }))}
      />
      {registrationMode === 'approval' ? (
        <div className="grid gap-4 tablet:grid-cols-2">
          {(['tr', 'en'] as const).map((language) => (
            <TextField
              key={language}
              label={`${t('features.approvalQuestion')} (${t(`language.${language}`)})`}
              lang={language}
              value={approvalQuestion[language]}
              maxLength={MAX_APPROVAL_QUESTION}
              error={errors[`approvalQuestion.${language}`]}
              onChange={({ target }) =>
                onChange({ approvalQuestion: { ...approvalQuestion, [language]: target.value } })
              }
            />
          ))}
        </div>
      ) : null}
    </div>
  );
}

/** The blanks of the legal texts that people look for when they need help: the same values as there. */
const CONTACTS = [
  'support_contact',
  'moderation_contact',
  'emergency_number',
  'campus_security',
  'counselling',
  'harassment_office',
  'campus_contacts',
];

function ContactsCard() {
  const t = useTranslations('campus.contacts');
  const mayWrite = useHasPermission('legal.write');
  const query = useQuery({
    queryKey: LEGAL_KEY,
    queryFn: () => api.get('/admin/legal/texts'),
    enabled: mayWrite,
  });
  if (!mayWrite) return null;
  const blanks = query.data?.blanks.filter(({ name }) => CONTACTS.includes(name)) ?? [];
  return (
    <Card padded={false} className="self-start">
      <div className="px-4 pt-4">
        <h2 className="font-medium text-lg">{t('title')}</h2>
        <p className="text-muted text-sm">
          {t.rich('lead', {
            safety: (text) => (
              <a className="link" href={webPaths.legal('help/safety')} target="_blank" rel="noopener">
                {text}
              </a>
            ),
            legal: (text) => (
              <Link className="link" href={paths.legal}>
                {text}
              </Link>
            ),
          })}
        </p>
      </div>
      <BlankList blanks={blanks} />
    </Card>
  );
}

function HistoryCard({ campus: { version, canUndo, history } }: { campus: ManagedCampus }) {
  const t = useTranslations('campus.history');
  const tShell = useTranslations('shell');
  const format = useFormatter();
  const queries = useQueryClient();
  const submission = useSubmit();
  const [isAsking, setIsAsking] = useState(false);
  const undo = async () => {
    setIsAsking(false);
    await submission.run(
      async () => {
        const next = await api.post('/admin/campus/undo', { body: { basedOn: version } });
        queries.setQueryData(CAMPUS_KEY, next);
      },
      () => toast({ message: t('undone'), tone: 'good' }),
    );
  };
  return (
    <Card className="grid content-start gap-3 self-start">
      <h2 className="font-medium text-lg">{t('title')}</h2>
      {submission.problem ? <Banner tone="danger" title={submission.problem} live="assertive" /> : null}
      {history.length === 0 ? <p className="text-muted">{t('none')}</p> : null}
      <ol className="grid gap-3">
        {history.map((change) => (
          <li key={change.version}>
            <p>
              {change.isUndo ? `${t('isUndo')} ` : ''}
              {format.list(change.fields.map((field) => t(`fields.${field}` as 'fields.name')))}
            </p>
            <p className="text-muted text-sm">
              <bdi>{change.changedBy.name}</bdi> ·{' '}
              <time dateTime={change.changedAt}>
                {format.dateTime(new Date(change.changedAt), { dateStyle: 'medium', timeStyle: 'short' })}
              </time>
            </p>
          </li>
        ))}
      </ol>
      {canUndo ? (
        <Button
          variant="outline"
          className="justify-self-start"
          icon={<Undo2 aria-hidden="true" className="size-4.5" />}
          pending={submission.isPending}
          onClick={() => setIsAsking(true)}
        >
          {t('undo')}
        </Button>
      ) : null}
      <ConfirmDialog
        open={isAsking}
        onOpenChange={setIsAsking}
        title={t('undoTitle')}
        description={t('undoDetail')}
        confirmLabel={t('undo')}
        cancelLabel={tShell('cancel')}
        onConfirm={() => void undo()}
      />
    </Card>
  );
}
