'use client';

import { ProblemError } from '@chitlaq/client';
import { Button, EmptyState } from '@chitlaq/ui';
import type { ReactNode } from 'react';
import { isNotFound } from '../lib/is-not-found.ts';
import { PrefetchLink } from './prefetch-link.tsx';
import { type FailedQuery, QueryError } from './query-error.tsx';

/** 400: the page was opened with something that is no id. */
const isMissing = (error: unknown): boolean =>
  isNotFound(error) || (error instanceof ProblemError && error.status === 400);

/**
 * Shown by the page of one thing, such as a post, that has not been loaded: there is no such thing, or the viewer may
 * not see it, with a link that leads on; or loading failed.
 */
export function SubjectError({
  query,
  failed,
  icon,
  title,
  detail,
  link,
  className,
}: {
  query: FailedQuery;
  /** Says what could not be loaded. */
  failed: string;
  /** Shown, with the title and the detail, if there is no such thing. */
  icon: ReactNode;
  title: string;
  detail: string;
  link: { href: string; label: string };
  className?: string;
}) {
  if (!isMissing(query.error)) return <QueryError query={query} title={failed} />;
  return (
    <EmptyState
      className={className}
      icon={icon}
      title={title}
      action={
        <Button asChild variant="outline">
          <PrefetchLink href={link.href}>{link.label}</PrefetchLink>
        </Button>
      }
    >
      {detail}
    </EmptyState>
  );
}
