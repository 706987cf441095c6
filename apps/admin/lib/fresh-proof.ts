'use client';

import { createContext } from 'react';

/** Asks the viewer to prove who they are. Resolves with whether they did; null where nobody can be asked. */
export const FreshProofContext = createContext<(() => Promise<boolean>) | null>(null);
