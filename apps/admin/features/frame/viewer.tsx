'use client';

import type { Schemas } from '@chitlaq/client';
import { createContext, useContext } from 'react';

export type Me = Schemas['Me'];

const ViewerContext = createContext<Me | null>(null);
export const ViewerProvider = ViewerContext.Provider;

/** Who is signed in; inside the frame there is always somebody. */
export function useViewer(): Me {
  const me = useContext(ViewerContext);
  if (me === null) throw new Error('useViewer stands outside the frame');
  return me;
}

/** Whether the signed-in may do something. The server decides; this only shows what it would say. */
export const useHasPermission = (permission: string): boolean => useViewer().permissions.includes(permission);
