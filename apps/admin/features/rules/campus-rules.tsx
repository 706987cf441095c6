'use client';

import { Badge, Banner, Button, Card, IconButton, Loading, Skeleton, toast } from '@chitlaq/ui';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { ArrowDown, ArrowUp, Pencil, Plus, Undo2 } from 'lucide-react';
import { useState } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { webPaths } from '../../lib/paths.ts';
import { useSubmit } from '../../lib/use-submit.ts';
import { LoadError } from '../frame/listing.tsx';
import { RequirePermission } from '../frame/require-permission.tsx';
import { useHasPermission } from '../frame/viewer.tsx';
import { CampusRuleSheet, type RuleTexts } from './campus-rule-sheet.tsx';
import { ResponseTimes } from './response-times.tsx';
import { RulesHeader } from './rules-header.tsx';
import { CAMPUS_RULES_KEY } from './types.ts';

/** The page of the campus's rules, which decisions name. */
export function CampusRules() {
  return (
    <RequirePermission requiredPermission="rules.read">
      <RulesHeader current="campus" />
      <RuleList />
    </RequirePermission>
  );
}

type Edited = { kind: 'add' } | { kind: 'edit'; id: string };
interface Texts extends RuleTexts {
  id?: string;
}

/** The rule that decisions without one stand under cannot be retired. */
const ALWAYS = 'other';

function RuleList() {
  const t = useTranslations('rules.campus');
  const tRules = useTranslations('rules');
  const isEnglish = useLocale() === 'en';
  const queries = useQueryClient();
  const mayWrite = useHasPermission('rules.write');
  const submission = useSubmit(['titleTr', 'titleEn', 'textTr', 'textEn']);
  const [edited, setEdited] = useState<Edited>();
  const query = useQuery({
    queryKey: CAMPUS_RULES_KEY,
    queryFn: () => api.get('/admin/moderation/rules'),
  });
  if (query.error && !query.data)
    return <LoadError error={query.error} onRetry={() => void query.refetch()} />;
  if (!query.data)
    return (
      <Loading label={t('loading')}>
        <Skeleton className="m-4 h-96 rounded-card" />
      </Loading>
    );
  const { revision, items } = query.data;
  const current = items.filter(({ isRetired }) => !isRetired);
  const retired = items.filter(({ isRetired }) => isRetired);
  const restriction = mayWrite ? undefined : tRules('adminsOnly');
  const title = (rule: Texts) => (isEnglish ? rule.titleEn : rule.titleTr);
  const save = async (rules: readonly Texts[]): Promise<boolean> => {
    const isDone = await submission.run(async () => {
      const saved = await api.put('/admin/moderation/rules', {
        body: {
          basedOn: revision,
          items: rules.map(({ id, titleTr, titleEn, textTr, textEn }) => ({
            ...(id === undefined ? {} : { id }),
            titleTr,
            titleEn,
            textTr,
            textEn,
          })),
        },
      });
      queries.setQueryData(CAMPUS_RULES_KEY, saved);
      await queries.invalidateQueries({ queryKey: ['rules'] });
    });
    if (isDone) toast({ message: t('saved'), tone: 'good' });
    // Somebody else changed them: show theirs.
    else await query.refetch();
    return isDone;
  };
  const move = (index: number, by: -1 | 1) => {
    const next = [...current];
    const [moved] = next.splice(index, 1);
    if (moved) next.splice(index + by, 0, moved);
    void save(next);
  };
  const inSheet = edited?.kind === 'edit' ? current.find(({ id }) => id === edited.id) : undefined;
  return (
    <div className="mx-auto grid max-w-4xl grid-cols-1 gap-4 py-4 tablet:px-4">
      <div className="flex flex-wrap items-end justify-between gap-3 max-tablet:px-4">
        <p className="min-w-0 flex-1 basis-64 text-muted">
          {t.rich('lead', {
            page: (chunks) => (
              <a className="link" href={webPaths.legal('rules')}>
                {chunks}
              </a>
            ),
          })}
        </p>
        <Button
          variant="primary"
          icon={<Plus aria-hidden="true" className="size-4.5" />}
          disabledReason={restriction}
          onClick={() => setEdited({ kind: 'add' })}
        >
          {t('add')}
        </Button>
      </div>
      {submission.problem && !edited ? (
        <Banner tone="danger" title={submission.problem} live="assertive" className="max-tablet:mx-4" />
      ) : null}
      <Card flush padded={false}>
        <ol>
          {current.map((rule, index) => (
            <li key={rule.id} className="flex gap-2 border-line border-b px-4 py-3 last:border-b-0">
              <div className="min-w-0 flex-1">
                <p className="break-words font-medium">{title(rule)}</p>
                <p className="break-words text-muted">{isEnglish ? rule.textEn : rule.textTr}</p>
              </div>
              {mayWrite ? (
                <span className="inline-flex shrink-0 self-start">
                  {index === 0 ? null : (
                    <IconButton label={t('up', { title: title(rule) })} onClick={() => move(index, -1)}>
                      <ArrowUp aria-hidden="true" />
                    </IconButton>
                  )}
                  {index === current.length - 1 ? null : (
                    <IconButton label={t('down', { title: title(rule) })} onClick={() => move(index, 1)}>
                      <ArrowDown aria-hidden="true" />
                    </IconButton>
                  )}
                  <IconButton
                    label={t('edit', { title: title(rule) })}
                    onClick={() => setEdited({ kind: 'edit', id: rule.id })}
                  >
                    <Pencil aria-hidden="true" />
                  </IconButton>
                </span>
              ) : null}
            </li>
          ))}
        </ol>
      </Card>
      {retired.length > 0 ? (
        <Card flush padded={false}>
          <h2 className="px-4 pt-4 font-medium">{t('retired')}</h2>
          <ul>
            {retired.map((rule) => (
              <li
                key={rule.id}
                className="flex items-center gap-2 border-line border-b px-4 py-2 last:border-b-0"
              >
                <span className="min-w-0 flex-1 break-words text-muted">{title(rule)}</span>
                <Badge>{t('isRetired')}</Badge>
                {mayWrite ? (
                  <IconButton
                    label={t('bringBack', { title: title(rule) })}
                    onClick={() => void save([...current, rule])}
                  >
                    <Undo2 aria-hidden="true" />
                  </IconButton>
                ) : null}
              </li>
            ))}
          </ul>
        </Card>
      ) : null}
      <ResponseTimes />
      {edited && (edited.kind === 'add' || inSheet) ? (
        <CampusRuleSheet
          rule={inSheet}
          submission={submission}
          onClose={() => {
            submission.clear();
            setEdited(undefined);
          }}
          onSave={(texts) =>
            save(
              inSheet
                ? current.map((rule) => (rule.id === inSheet.id ? { ...texts, id: rule.id } : rule))
                : [...current, texts],
            )
          }
          onRetire={
            inSheet && inSheet.id !== ALWAYS
              ? () => save(current.filter(({ id }) => id !== inSheet.id))
              : undefined
          }
        />
      ) : null}
    </div>
  );
}
