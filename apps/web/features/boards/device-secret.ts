'use client';

import { authorTag, isSecret } from '@chitlaq/sealing/pseudonym';
import { useEffect, useMemo, useState } from 'react';
import { readItem, useItem, writeItem } from './device-storage.ts';

/** The member's secret for boards as this device keeps it. */
export interface DeviceSecret {
  readonly secret: string;
  /** Whether the member said that they saved the code. */
  readonly isSaved: boolean;
}

/** Undefined if there is none, or what is stored is damaged. */
function parse(stored: string | null): DeviceSecret | undefined {
  if (stored === null) return undefined;
  try {
    const { secret, isSaved } = JSON.parse(stored) as { secret?: unknown; isSaved?: unknown };
    return typeof secret === 'string' && isSecret(secret) ? { secret, isSaved: isSaved === true } : undefined;
  } catch {
    return undefined;
  }
}

export const readSecret = (memberId: string): DeviceSecret | undefined => parse(readItem(memberId, 'secret'));

/** @returns whether this browser keeps it */
export const storeSecret = (memberId: string, secret: DeviceSecret): boolean =>
  writeItem(memberId, 'secret', JSON.stringify(secret));

export const removeSecret = (memberId: string): boolean => writeItem(memberId, 'secret', null);

/** The secret on this device, as it changes; undefined without one. */
export function useDeviceSecret(memberId: string): DeviceSecret | undefined {
  const stored = useItem(memberId, 'secret');
  return useMemo(() => parse(stored), [stored]);
}

/** The member's own tag in a thread; undefined until it is known, and without a secret. Computed on the device alone. */
export function useOwnTag(
  secret: string | undefined,
  memberId: string,
  threadId: string,
): string | undefined {
  const [own, setOwn] = useState<{ secret: string; threadId: string; tag: string }>();
  useEffect(() => {
    if (secret === undefined) return;
    let isCurrent = true;
    void authorTag(secret, memberId, threadId).then((tag) => {
      if (isCurrent) setOwn({ secret, threadId, tag });
    });
    return () => {
      isCurrent = false;
    };
  }, [secret, memberId, threadId]);
  return own && own.secret === secret && own.threadId === threadId ? own.tag : undefined;
}
