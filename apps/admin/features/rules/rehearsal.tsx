'use client';

import { ProblemError } from '@chitlaq/client';
import { Banner, Button, Card, Meter, ProgressBar, Prose, Stat } from '@chitlaq/ui';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useFormatter, useLocale, useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { useSubmit } from '../../lib/use-submit.ts';
import { LoadError } from '../frame/listing.tsx';
import { DateOnly, Timestamp } from '../frame/timestamp.tsx';
import { useHasPermission } from '../frame/viewer.tsx';
import { type Rehearsal, type RuleDetails, rehearsalKey, ruleKey } from './types.ts';

const POLL_MS = 1_500;
const isUnderWay = (rehearsal: Rehearsal | null | undefined): boolean =>
  rehearsal?.status === 'waiting' || rehearsal?.status === 'running';

/** The rehearsal of the newest version: its button, progress and result. */
export function RehearsalCard({ rule }: { rule: RuleDetails }) {
  const t = useTranslations('rules.rehearsal');
  const tRules = useTranslations('rules');
  const queries = useQueryClient();
  const submission = useSubmit();
  const mayWrite = useHasPermission('rules.write');
  const { id, version } = rule;
  const query = useQuery({
    queryKey: rehearsalKey(id, version),
    queryFn: async () => {
      try {
        return await api.get('/admin/automatic-rules/{id}/rehearsal', { path: { id } });
      } catch (error) {
        if (error instanceof ProblemError && error.code === 'rehearsal_not_found') return null;
        throw error;
      }
    },
    refetchInterval: ({ state }) => (isUnderWay(state.data) ? POLL_MS : false),
  });
  const rehearsal = query.data;
  const finishedAt = rehearsal?.finishedAt;
  // Only then can the rule be switched on.
  useEffect(() => {
    if (finishedAt) void queries.invalidateQueries({ queryKey: ruleKey(id) });
  }, [finishedAt, id, queries]);
  const start = () =>
    submission.run(async () => {
      const started = await api.post('/admin/automatic-rules/{id}/rehearsal', {
        path: { id },
        body: { version },
      });
      queries.setQueryData(rehearsalKey(id, version), started);
    });
  return (
    <Card flush className="grid grid-cols-1 gap-4">
      <div className="flex flex-wrap items-end justify-between gap-3">
        <div className="min-w-0 flex-1 basis-64">
          <h2 className="font-bold text-lg">{t('title')}</h2>
          <p className="text-muted text-sm">{t('lead')}</p>
        </div>
        <Button
          variant={rehearsal?.status === 'done' ? 'outline' : 'primary'}
          pending={submission.isPending || isUnderWay(rehearsal)}
          disabledReason={mayWrite ? undefined : tRules('adminsOnly')}
          onClick={() => void start()}
        >
          {t(rehearsal ? 'again' : 'start')}
        </Button>
      </div>
      {submission.problem ? <Banner tone="danger" title={submission.problem} live="assertive" /> : null}
      {query.error && !rehearsal ? (
        <LoadError error={query.error} onRetry={() => void query.refetch()} />
      ) : rehearsal ? (
        <Outcome rehearsal={rehearsal} />
      ) : query.isPending ? null : (
        <p>{t('none')}</p>
      )}
    </Card>
  );
}

function Outcome({ rehearsal }: { rehearsal: Rehearsal }) {
  const t = useTranslations('rules.rehearsal');
  const format = useFormatter();
  const { result } = rehearsal;
  if (isUnderWay(rehearsal))
    return (
      <ProgressBar
        label={t('progress')}
        value={rehearsal.status === 'waiting' ? null : rehearsal.read}
        max={Math.max(1, rehearsal.total)}
        valueText={t('read', { read: rehearsal.read, total: rehearsal.total })}
      />
    );
  if (result === null) return <Banner tone="danger" title={t('failed')} />;
  const judged = result.upheld + result.dismissed;
  return (
    <>
      <p className="text-muted text-sm">
        {t.rich('period', {
          since: () => <DateOnly at={rehearsal.since} />,
          until: () => <Timestamp at={rehearsal.until} />,
        })}
      </p>
      <div className="grid grid-cols-2 gap-4 tablet:grid-cols-4">
        <Stat
          label={t('hits')}
          value={format.number(result.hits)}
          detail={t('ofPosts', { count: result.posts })}
        />
        <Stat
          label={t('people')}
          value={result.people === null ? t('fewPeople') : format.number(result.people)}
        />
        <Stat
          label={t('upheld')}
          value={format.number(result.upheld)}
          detail={t('ofJudged', { count: judged })}
        />
        <Stat
          label={t('dismissed')}
          value={format.number(result.dismissed)}
          detail={t('ofJudged', { count: judged })}
        />
      </div>
      {result.hits === 0 ? (
        <p>{t('noHits')}</p>
      ) : (
        <>
          <div className="grid grid-cols-1 gap-6 tablet:grid-cols-3">
            <Bars kind="byUniversity" result={result} />
            <Bars kind="byLanguage" result={result} />
            <Bars kind="byAge" result={result} />
          </div>
          <Sample sample={rehearsal.sample} />
        </>
      )}
    </>
  );
}

type Result = NonNullable<Rehearsal['result']>;
type Kind = 'byUniversity' | 'byLanguage' | 'byAge';

/** Who is hit, by one property. Groups of few people are not shown, and their number is. */
function Bars({ kind, result }: { kind: Kind; result: Result }) {
  const t = useTranslations('rules.rehearsal');
  const isEnglish = useLocale() === 'en';
  const { items, hiddenGroups } = result[kind];
  const nameOf = (item: (typeof items)[number]): string => {
    if (kind === 'byUniversity') return (isEnglish ? item.name : item.nameTr) ?? item.name ?? t('unknown');
    const key = `${kind === 'byAge' ? 'ages' : 'languages'}.${item.key}` as 'languages.tr';
    return t.has(key) ? t(key) : item.key;
  };
  return (
    <section className="grid grid-cols-1 content-start gap-3">
      <h3 className="font-medium">{t(kind)}</h3>
      {items.map((item) => (
        <Meter
          key={item.key}
          label={nameOf(item)}
          value={item.hits}
          max={result.hits}
          tone="danger"
          valueText={t('groupHits', { hits: item.hits, people: item.people })}
        />
      ))}
      {hiddenGroups > 0 ? (
        <p className="text-muted text-sm">{t('hiddenGroups', { count: hiddenGroups })}</p>
      ) : null}
    </section>
  );
}

function Sample({ sample }: { sample: Rehearsal['sample'] }) {
  const t = useTranslations('rules.rehearsal');
  return (
    <section className="grid grid-cols-1 gap-3">
      <div>
        <h3 className="font-medium">{t('sample', { count: sample.length })}</h3>
        <p className="text-muted text-sm">{t('sampleLead')}</p>
      </div>
      <ul className="grid grid-cols-1 gap-3">
        {sample.map(({ postId, content, createdAt }) => (
          <li key={postId} className="border-line border-l-2 pl-3">
            {createdAt ? (
              <p className="text-muted text-sm">
                <Timestamp at={createdAt} />
              </p>
            ) : null}
            {content === null ? <p className="text-muted">{t('unreadable')}</p> : <Prose>{content}</Prose>}
          </li>
        ))}
      </ul>
    </section>
  );
}
