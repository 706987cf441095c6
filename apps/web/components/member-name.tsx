import type { Schemas } from '@chitlaq/client';
import { lazy, Suspense } from 'react';
import { loadWithRetry } from '../lib/load-with-retry.ts';

// Lazy: few accounts are official.
const OfficialName = lazy(async () => ({
  default: (await loadWithRetry(() => import('./official-name.tsx'))).OfficialName,
}));

/** `official` is undefined in what an earlier release stored on the device. */
interface NamedMember {
  displayName: string;
  official?: Schemas['Official'] | null | undefined;
}

/** A member's name, with the mark of official accounts. Before it is loaded, its place is kept. */
export function MemberName({ member: { displayName, official } }: { member: NamedMember }) {
  if (!official) return <bdi>{displayName}</bdi>;
  return (
    <Suspense fallback={<bdi className="pr-5.5">{displayName}</bdi>}>
      <OfficialName name={displayName} official={official} />
    </Suspense>
  );
}
