'use client';

import type { Schemas } from '@chitlaq/client';
import { fillBlanks, LEGAL_DOCUMENTS, type LegalDocument, parseLegalText } from '@chitlaq/text';
import {
  Banner,
  Button,
  Card,
  Checkbox,
  IconButton,
  LegalBody,
  Loading,
  RadioGroup,
  Skeleton,
  TextArea,
  TextField,
  toast,
} from '@chitlaq/ui';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { ArrowLeft } from 'lucide-react';
import Link from 'next/link';
import { useParams, useRouter } from 'next/navigation';
import { type FormEvent, useState } from 'react';
import { useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { paths } from '../../lib/paths.ts';
import { useSubmit } from '../../lib/use-submit.ts';
import { Heading } from '../frame/heading.tsx';
import { LoadError } from '../frame/listing.tsx';
import { RequirePermission } from '../frame/require-permission.tsx';
import { LEGAL_KEY } from './types.ts';

type Language = 'tr' | 'en';
const FIELDS = ['tr', 'en', 'changesTr', 'changesEn', 'needsAcceptance'] as const;
const isDocument = (name: string | undefined): name is LegalDocument =>
  (LEGAL_DOCUMENTS as readonly (string | undefined)[]).includes(name);

/** The page of one text: its source and how it will look, in both languages. */
export function TextEditor() {
  const { document } = useParams<{ document: string }>();
  const t = useTranslations('legal');
  const found = isDocument(document) ? document : undefined;
  const query = useQuery({
    queryKey: [...LEGAL_KEY, document],
    queryFn: () => api.get('/admin/legal/texts/{document}', { path: { document: found ?? 'terms' } }),
    enabled: found !== undefined,
  });
  return (
    <RequirePermission requiredPermission="legal.write">
      <Heading
        title={t(found ? `names.${found}` : 'title')}
        back={
          <IconButton asChild label={t('back')}>
            <Link href={paths.legal}>
              <ArrowLeft aria-hidden="true" />
            </Link>
          </IconButton>
        }
      />
      {query.data ? (
        <Editor key={query.data.version} text={query.data} />
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

function Editor({ text }: { text: Schemas['ManagedLegalText'] }) {
  const t = useTranslations('legal');
  const queries = useQueryClient();
  const router = useRouter();
  const submission = useSubmit(FIELDS);
  const [language, setLanguage] = useState<Language>('tr');
  const [draft, setDraft] = useState({
    tr: text.tr,
    en: text.en,
    changesTr: '',
    changesEn: '',
    needsAcceptance: false,
  });
  const change = (part: Partial<typeof draft>) => setDraft((before) => ({ ...before, ...part }));
  const isChanged = draft.tr !== text.tr || draft.en !== text.en;
  const isShipped = draft.tr === text.shipped.tr && draft.en === text.shipped.en;
  const publish = async (event: FormEvent) => {
    event.preventDefault();
    const isDone = await submission.run(() =>
      api.post('/admin/legal/texts/{document}', {
        path: { document: text.document },
        body: { ...draft, basedOn: text.version },
      }),
    );
    if (!isDone) return;
    toast({ message: t('published'), tone: 'good' });
    await queries.invalidateQueries({ queryKey: LEGAL_KEY });
    router.push(paths.legal);
  };
  const valueIn = (name: string) => {
    const blank = text.blanks.find((candidate) => candidate.name === name);
    return blank && (language === 'tr' ? blank.tr || blank.en : blank.en || blank.tr);
  };
  const { title, blocks } = parseLegalText(fillBlanks(draft[language], valueIn));
  return (
    <form onSubmit={(event) => void publish(event)} className="grid gap-4 px-4" noValidate>
      {submission.problem ? <Banner tone="danger" title={submission.problem} live="assertive" /> : null}
      <RadioGroup
        label={t('editedLanguage')}
        layout="segmented"
        value={language}
        onValueChange={setLanguage}
        options={(['tr', 'en'] as const).map((value) => ({ value, label: t(`language.${value}`) }))}
      />
      <div className="grid gap-4 desktop:grid-cols-2">
        <div className="grid min-w-0 content-start gap-3">
          <TextArea
            label={t('source')}
            help={t('sourceHelp')}
            value={draft[language]}
            maxLength={60_000}
            rows={24}
            grows={false}
            spellCheck
            lang={language}
            className="font-mono text-sm"
            error={submission.errors[language]}
            onChange={({ target }) => change({ [language]: target.value })}
          />
          {isShipped ? null : (
            <Button variant="outline" className="justify-self-start" onClick={() => change(text.shipped)}>
              {t('useShipped')}
            </Button>
          )}
        </div>
        <Card className="min-w-0 self-start" lang={language}>
          <p className="text-muted text-sm">{t('preview')}</p>
          <h2 className="mt-1 font-bold text-xl">{title}</h2>
          <LegalBody blocks={blocks} className="mt-3" />
        </Card>
      </div>
      <Card className="grid gap-4">
        <h2 className="font-medium">{t('publish')}</h2>
        {(['Tr', 'En'] as const).map((suffix) => (
          <TextField
            key={suffix}
            label={t(`changes${suffix}`)}
            help={t('changesHelp')}
            value={draft[`changes${suffix}`]}
            maxLength={500}
            error={submission.errors[`changes${suffix}`]}
            onChange={({ target }) => change({ [`changes${suffix}`]: target.value })}
          />
        ))}
        {text.isAccepted ? (
          <Checkbox
            label={t('needsAcceptance')}
            help={t('needsAcceptanceHelp')}
            checked={draft.needsAcceptance}
            onChange={({ target }) => change({ needsAcceptance: target.checked })}
            error={submission.errors.needsAcceptance}
          />
        ) : null}
        <Button
          type="submit"
          variant="primary"
          className="justify-self-start"
          pending={submission.isPending}
          disabledReason={isChanged ? undefined : t('unchanged')}
        >
          {t('publish')}
        </Button>
      </Card>
    </form>
  );
}
