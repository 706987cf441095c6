'use client';

import {
  Badge,
  Banner,
  Button,
  Card,
  ConfirmDialog,
  IconButton,
  Loading,
  Skeleton,
  Stat,
  toast,
} from '@chitlaq/ui';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { ArrowLeft } from 'lucide-react';
import Link from 'next/link';
import { useParams } from 'next/navigation';
import { useState } from 'react';
import { useFormatter, useLocale, useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { paths } from '../../lib/paths.ts';
import { useSubmit } from '../../lib/use-submit.ts';
import { Heading } from '../frame/heading.tsx';
import { LoadError } from '../frame/listing.tsx';
import { RequirePermission } from '../frame/require-permission.tsx';
import { Timestamp } from '../frame/timestamp.tsx';
import { useHasPermission } from '../frame/viewer.tsx';
import { RehearsalCard } from './rehearsal.tsx';
import { RuleSheet } from './rule-sheet.tsx';
import { RuleText } from './rule-text.tsx';
import { StateBadge, upheldShare } from './state-badge.tsx';
import { RULES_KEY, type RuleDetails, ruleKey } from './types.ts';

/** The page of one automatic rule, for staff. */
export function AutomaticRule() {
  const { id } = useParams<{ id: string }>();
  return (
    <RequirePermission requiredPermission="rules.read">
      <RulePage key={id} id={id} />
    </RequirePermission>
  );
}

/** One rule: what it does, its rehearsal, its switch, its versions. */
function RulePage({ id }: { id: string }) {
  const t = useTranslations('rules');
  const query = useQuery({
    queryKey: ruleKey(id),
    queryFn: () => api.get('/admin/automatic-rules/{id}', { path: { id } }),
  });
  const back = (
    <IconButton asChild label={t('back')}>
      <Link href={paths.automaticRules}>
        <ArrowLeft aria-hidden="true" />
      </Link>
    </IconButton>
  );
  if (!query.data)
    return (
      <>
        <Heading title={t('name')} back={back} />
        {query.error ? (
          <LoadError error={query.error} onRetry={() => void query.refetch()} />
        ) : (
          <Loading label={t('loading')}>
            <Skeleton className="mx-4 h-96 rounded-card" />
          </Loading>
        )}
      </>
    );
  const rule = query.data;
  return (
    <>
      <Heading title={rule.name} back={back} />
      <div className="mx-auto grid max-w-4xl grid-cols-1 gap-4 py-4 tablet:px-4">
        {rule.state === 'stopped' ? (
          <Banner tone="danger" title={t('stoppedTitle')} className="max-tablet:mx-4">
            <p>
              {t.rich('stoppedDetail', {
                judged: rule.judged,
                dismissed: rule.dismissed,
                time: () => <Timestamp at={rule.stoppedAt ?? ''} />,
              })}
            </p>
          </Banner>
        ) : null}
        <WhatItDoes rule={rule} />
        <RehearsalCard rule={rule} />
        <Versions rule={rule} />
      </div>
    </>
  );
}

function WhatItDoes({ rule }: { rule: RuleDetails }) {
  const t = useTranslations('rules');
  const format = useFormatter();
  const isEnglish = useLocale() === 'en';
  const share = upheldShare(rule);
  const mayWrite = useHasPermission('rules.write');
  const [isEditing, setIsEditing] = useState(false);
  const restriction = mayWrite ? undefined : t('adminsOnly');
  return (
    <Card flush className="grid grid-cols-1 gap-4">
      <div className="flex flex-wrap items-center gap-2">
        <StateBadge rule={rule} />
        <Badge>{t(`actions.${rule.action}`)}</Badge>
        <span className="text-muted text-sm">{t('version', { version: rule.version })}</span>
      </div>
      <RuleText text={rule.text} />
      <div>
        <p className="text-muted text-sm">{t('notice')}</p>
        <p className="break-words">{isEnglish ? rule.noticeEn : rule.noticeTr}</p>
      </div>
      <div className="grid grid-cols-2 gap-4 tablet:grid-cols-3">
        <Stat label={t('hitsOfWeek')} value={format.number(rule.hits)} />
        <Stat
          label={t('upheldShare')}
          value={share === null ? '–' : format.number(share, { style: 'percent' })}
          detail={t('judged', { count: rule.judged })}
        />
        <Stat
          label={t('limit')}
          value={format.number(rule.limitPercent / 100, { style: 'percent' })}
          detail={t('limitDetail', { count: rule.limitMinimum })}
        />
      </div>
      <div className="flex flex-wrap gap-2">
        <Button disabledReason={restriction} onClick={() => setIsEditing(true)}>
          {t('edit')}
        </Button>
        <SwitchButton rule={rule} restriction={restriction} />
      </div>
      {isEditing ? <RuleSheet rule={rule} onClose={() => setIsEditing(false)} /> : null}
    </Card>
  );
}

/** Switches the newest version on, or the rule off, after a question. */
function SwitchButton({ rule, restriction }: { rule: RuleDetails; restriction: string | undefined }) {
  const t = useTranslations('rules');
  const tShell = useTranslations('shell');
  const queries = useQueryClient();
  const submission = useSubmit();
  const [asked, setAsked] = useState<'on' | 'off'>();
  const { id, version, onVersion, state } = rule;
  const isNewest = onVersion === version;
  const canSwitchOn = state === 'rehearsed' || (state === 'on' && !isNewest);
  const submit = async () => {
    const isDone = await submission.run(async () => {
      const path = { id };
      const saved =
        asked === 'on'
          ? await api.put('/admin/automatic-rules/{id}/on', { path, body: { version } })
          : await api.delete('/admin/automatic-rules/{id}/on', { path });
      queries.setQueryData(ruleKey(id), saved);
      await queries.invalidateQueries({ queryKey: RULES_KEY });
    });
    if (!isDone) return;
    toast({ message: t(asked === 'on' ? 'isOn' : 'isOff'), tone: 'good' });
    setAsked(undefined);
  };
  const ask = (next: 'on' | 'off') => {
    submission.clear();
    setAsked(next);
  };
  return (
    <>
      {isNewest ? null : (
        <Button
          variant="primary"
          disabledReason={restriction ?? (canSwitchOn ? undefined : t('rehearseFirst'))}
          onClick={() => ask('on')}
        >
          {t('switchOn')}
        </Button>
      )}
      {onVersion === null ? null : (
        <Button variant="danger" disabledReason={restriction} onClick={() => ask('off')}>
          {t('switchOff')}
        </Button>
      )}
      {asked ? (
        <ConfirmDialog
          open
          onOpenChange={(isOpen) => {
            if (!isOpen) setAsked(undefined);
          }}
          title={t(asked === 'on' ? 'onTitle' : 'offTitle', { name: rule.name })}
          description={asked === 'on' ? t(`onLead.${rule.action}`) : t('offLead')}
          confirmLabel={t(asked === 'on' ? 'switchOn' : 'switchOff')}
          cancelLabel={tShell('cancel')}
          danger={asked === 'off'}
          pending={submission.isPending}
          onConfirm={() => void submit()}
        >
          {submission.problem ? <Banner tone="danger" title={submission.problem} live="assertive" /> : null}
        </ConfirmDialog>
      ) : null}
    </>
  );
}

function Versions({ rule: { versions, onVersion } }: { rule: RuleDetails }) {
  const t = useTranslations('rules');
  return (
    <Card flush className="grid grid-cols-1 gap-3">
      <h2 className="font-bold text-lg">{t('versions')}</h2>
      <ol className="grid grid-cols-1 gap-4">
        {versions.map((version) => (
          <li key={version.version} className="grid grid-cols-1 gap-1.5">
            <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
              <span className="font-medium">{t('version', { version: version.version })}</span>
              {onVersion === version.version ? <Badge tone="good">{t('states.on')}</Badge> : null}
              <Badge>{t(`actions.${version.action}`)}</Badge>
              <span className="text-muted">
                {version.writtenBy ? `@${version.writtenBy.username}` : t('formerMember')}
                {' · '}
                <Timestamp at={version.writtenAt} />
              </span>
            </p>
            <RuleText text={version.text} />
          </li>
        ))}
      </ol>
    </Card>
  );
}
