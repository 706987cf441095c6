'use client';

import { Badge, Button, EmptyState, IconButton, Select, TextField } from '@chitlaq/ui';
import { ScrollText, X } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { useUrlState } from '../../lib/url-state.ts';
import { Heading } from '../frame/heading.tsx';
import { Listing, usePages } from '../frame/listing.tsx';
import { MemberPicker } from '../frame/pickers.tsx';
import { RequirePermission } from '../frame/require-permission.tsx';
import { AUDIT_ACTIONS, dayBoundary, isKnownAction } from './actions.ts';
import { Entry } from './entry.tsx';

const FILTER_KEYS = ['actor', 'subject', 'type', 'act', 'since', 'until'] as const;
const UUID = /^[0-9a-f-]{36}$/;

/** The page of the audit log, for staff who may read it. */
export function Log() {
  return (
    <RequirePermission requiredPermission="audit.read">
      <AuditEntries />
    </RequirePermission>
  );
}

/** The audit log, newest first; filtered by actor, action, subject and time. */
function AuditEntries() {
  const t = useTranslations('log');
  const [filter, change] = useUrlState(FILTER_KEYS);
  const since = dayBoundary(filter.since, 'start');
  const before = dayBoundary(filter.until, 'end');
  const actor = UUID.test(filter.actor) ? filter.actor : undefined;
  const isAboutMember = filter.type === 'member' || filter.type === '';
  const pages = usePages(['log', filter], (page) =>
    api.get('/admin/audit-log', {
      query: {
        ...page,
        limit: 50,
        ...(actor ? { actor } : {}),
        ...(filter.subject
          ? { subject: filter.subject, subjectType: isAboutMember ? 'member' : filter.type }
          : {}),
        ...(isKnownAction(filter.act) ? { action: filter.act } : {}),
        ...(since ? { since } : {}),
        ...(before ? { before } : {}),
      },
    }),
  );
  const hasFilters = FILTER_KEYS.some((key) => filter[key] !== '');
  const clear = () => change({ actor: '', subject: '', type: '', act: '', since: '', until: '' });
  return (
    <>
      <Heading title={t('title')} />
      <p className="-mt-2 px-4 pb-4 text-muted">{t('detail')}</p>
      <search className="grid grid-cols-2 gap-3 px-4 pb-4 max-tablet:*:nth-[-n+3]:col-span-2 desktop:grid-cols-[1fr_1fr_1fr_11rem_11rem]">
        <MemberPicker label={t('actor')} value={actor ?? ''} onChange={(id) => change({ actor: id })} />
        {isAboutMember ? (
          <MemberPicker
            label={t('subject')}
            value={UUID.test(filter.subject) ? filter.subject : ''}
            onChange={(id) => change({ subject: id, type: id ? 'member' : '' })}
          />
        ) : (
          <SubjectFilter type={filter.type} onClear={() => change({ subject: '', type: '' })} />
        )}
        <Select
          label={t('action')}
          value={isKnownAction(filter.act) ? filter.act : ''}
          onChange={(event) => change({ act: event.target.value })}
        >
          <option value="">{t('any')}</option>
          {(['administration', 'accounts'] as const).map((group) => (
            <optgroup key={group} label={t(`groups.${group}`)}>
              {AUDIT_ACTIONS[group].map((act) => (
                <option key={act} value={act}>
                  {t(`actions.${act}`)}
                </option>
              ))}
            </optgroup>
          ))}
        </Select>
        <TextField
          type="date"
          label={t('since')}
          value={since ? filter.since : ''}
          onChange={(event) => change({ since: event.target.value })}
        />
        <TextField
          type="date"
          label={t('until')}
          value={before ? filter.until : ''}
          onChange={(event) => change({ until: event.target.value })}
        />
      </search>
      <Listing
        pages={pages}
        label={t('loading')}
        empty={
          <EmptyState
            icon={<ScrollText aria-hidden="true" />}
            title={t('empty')}
            action={hasFilters ? <Button onClick={clear}>{t('clear')}</Button> : undefined}
          >
            {t('emptyDetail')}
          </EmptyState>
        }
      >
        {(entries) => (
          <ol
            aria-label={t('title')}
            className="border-line border-y bg-surface tablet:mx-4 tablet:rounded-card tablet:border-x"
          >
            {entries.map((entry) => (
              <Entry key={entry.id} entry={entry} />
            ))}
          </ol>
        )}
      </Listing>
    </>
  );
}

/** The subject filter, if the subject is not a member. It comes from a link and can be removed. */
function SubjectFilter({ type, onClear }: { type: string; onClear: () => void }) {
  const t = useTranslations('log');
  const key = `subjects.${type}` as Parameters<typeof t>[0];
  const name = t.has(key) ? t(key) : type;
  return (
    <div className="flex min-w-0 flex-col gap-1.5">
      <span className="font-medium">{t('subject')}</span>
      <span className="flex h-11 items-center gap-2">
        <Badge tone="info" className="min-w-0 truncate">
          {t('about', { subject: name })}
        </Badge>
        <IconButton label={t('removeFilter')} tone="muted" onClick={onClear}>
          <X aria-hidden="true" />
        </IconButton>
      </span>
    </div>
  );
}
