'use client';

import { lazy, type ReactNode, Suspense, useState } from 'react';
import { useMe } from '../session/session.ts';
import { type DeviceSecret, useDeviceSecret } from './device-secret.ts';
import { useBoards } from './queries.ts';

// Lazy: most people have the secret on their device.
const SecretSheet = lazy(async () => ({ default: (await import('./secret-sheet.tsx')).SecretSheet }));

export interface Writer {
  memberId: string;
  /** The secret of this device, if it has one. */
  device: DeviceSecret | undefined;
  /** Asks for what is missing. @returns the secret to write with; undefined if the member may not write yet, or closed it */
  ensure: () => Promise<string | undefined>;
  /** Put it outside any form. */
  dialog: ReactNode;
}

/** With whose secret this device writes. */
export function useWriter(): Writer {
  // The frame shows nothing before the member is known.
  const memberId = useMe()?.user.id ?? '';
  const device = useDeviceSecret(memberId);
  const boards = useBoards();
  const [asking, setAsking] = useState<{ done: (secret?: string) => void; start: 'make' | 'enter' }>();
  return {
    memberId,
    device,
    ensure: async () => {
      if (device) return device.secret;
      const { hasCommitment } = boards.data ?? (await boards.refetch()).data ?? {};
      return new Promise((done) => setAsking({ done, start: hasCommitment ? 'enter' : 'make' }));
    },
    dialog: asking ? (
      <Suspense fallback={null}>
        <SecretSheet
          memberId={memberId}
          start={asking.start}
          onClose={(secret) => {
            setAsking(undefined);
            asking.done(secret);
          }}
        />
      </Suspense>
    ) : null,
  };
}
