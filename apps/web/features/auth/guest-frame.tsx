'use client';

import { Card } from '@chitlaq/ui';
import type { ReactNode } from 'react';
import { PublicFrame } from '../../components/public-frame.tsx';

/** The layout of all sign-in and registration pages. */
export function GuestFrame({ children }: { children: ReactNode }) {
  return (
    <PublicFrame className="max-w-md" mainClassName="my-auto">
      <Card className="p-6">{children}</Card>
    </PublicFrame>
  );
}

export function Heading({ title, lead }: { title: ReactNode; lead?: ReactNode }) {
  return (
    <div className="mb-6">
      <h1 className="font-bold text-2xl leading-tight">{title}</h1>
      {lead ? <p className="mt-2 text-muted">{lead}</p> : null}
    </div>
  );
}
