'use client';

import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import { paths } from '../../lib/paths.ts';
import { useMay } from '../frame/viewer.tsx';
import { Overview } from './overview.tsx';

/** Where one lands: the figures, or for moderators what waits for them. */
export function Start() {
  const router = useRouter();
  const seesFigures = useMay('overview.read');
  useEffect(() => {
    if (!seesFigures) router.replace(paths.reports);
  }, [seesFigures, router]);
  return seesFigures ? <Overview /> : null;
}
