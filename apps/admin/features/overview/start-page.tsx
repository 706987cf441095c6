'use client';

import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import { paths } from '../../lib/paths.ts';
import { useHasPermission } from '../frame/viewer.tsx';
import { Overview } from './overview.tsx';

/** The start page: the overview, or the reports for moderators, or the log for auditors. */
export function StartPage() {
  const router = useRouter();
  const canSeeOverview = useHasPermission('overview.read');
  const canReadReports = useHasPermission('reports.read');
  useEffect(() => {
    if (!canSeeOverview) router.replace(canReadReports ? paths.reports : paths.moderationLog);
  }, [canSeeOverview, canReadReports, router]);
  return canSeeOverview ? <Overview /> : null;
}
