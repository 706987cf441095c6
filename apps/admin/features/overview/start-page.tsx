'use client';

import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import { paths } from '../../lib/paths.ts';
import { useHasPermission } from '../frame/viewer.tsx';
import { Overview } from './overview.tsx';

/** The start page: the overview, or the reports for moderators. */
export function StartPage() {
  const router = useRouter();
  const canSeeOverview = useHasPermission('overview.read');
  useEffect(() => {
    if (!canSeeOverview) router.replace(paths.reports);
  }, [canSeeOverview, router]);
  return canSeeOverview ? <Overview /> : null;
}
