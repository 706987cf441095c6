'use client';

import { Badge, Banner, Card, Loading, Skeleton } from '@chitlaq/ui';
import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useFormatter, useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { paths, webPaths } from '../../lib/paths.ts';
import { Heading } from '../frame/heading.tsx';
import { LoadError } from '../frame/listing.tsx';
import { RequirePermission } from '../frame/require-permission.tsx';
import { BlankList } from './blank-list.tsx';
import { LEGAL_KEY, type Managed } from './types.ts';

/** The page of the campus's texts and their blanks, for staff who may change them. */
export function LegalTexts() {
  const t = useTranslations('legal');
  return (
    <RequirePermission requiredPermission="legal.write">
      <Heading title={t('title')} detail={t('lead')} />
      <Texts />
    </RequirePermission>
  );
}

function Texts() {
  const t = useTranslations('legal');
  const query = useQuery({ queryKey: LEGAL_KEY, queryFn: () => api.get('/admin/legal/texts') });
  if (query.error && !query.data)
    return <LoadError error={query.error} onRetry={() => void query.refetch()} />;
  if (!query.data)
    return (
      <Loading label={t('loading')}>
        <Skeleton className="mx-4 h-96 rounded-card" />
      </Loading>
    );
  const { documents, blanks, toDo } = query.data;
  return (
    <div className="grid gap-4 px-4">
      {toDo > 0 ? (
        <Banner tone="warn" title={t('toDo', { count: toDo })}>
          {t('toDoDetail')}
        </Banner>
      ) : null}
      <div className="grid gap-4 desktop:grid-cols-2">
        <Card padded={false} className="self-start">
          <h2 className="px-4 pt-4 font-medium">{t('documents')}</h2>
          <ul>
            {documents.map((document) => (
              <DocumentRow key={document.document} document={document} />
            ))}
          </ul>
        </Card>
        <Card padded={false} className="self-start">
          <h2 className="px-4 pt-4 font-medium">{t('blanks')}</h2>
          <BlankList blanks={blanks} />
        </Card>
      </div>
    </div>
  );
}

function DocumentRow({ document: found }: { document: Managed['documents'][number] }) {
  const t = useTranslations('legal');
  const format = useFormatter();
  const { document, version, publishedAt, isOwn, differsFromShipped, emptyBlanks } = found;
  return (
    <li className="grid gap-1 border-line border-b px-4 py-3 last:border-b-0">
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Link href={paths.legalText(document)} className="link font-medium">
          {t(`names.${document}`)}
        </Link>
        {emptyBlanks.length > 0 ? (
          <Badge tone="warn">{t('emptyBlanks', { count: emptyBlanks.length })}</Badge>
        ) : null}
        {differsFromShipped ? <Badge tone="info">{t(isOwn ? 'own' : 'newer')}</Badge> : null}
      </p>
      <p className="flex flex-wrap gap-x-3 text-muted text-sm">
        <span>
          {t('version', {
            version,
            date: format.dateTime(new Date(publishedAt), { dateStyle: 'medium' }),
          })}
        </span>
        <a className="link" href={webPaths.legal(document)} target="_blank" rel="noopener">
          {t('view')}
        </a>
      </p>
    </li>
  );
}
