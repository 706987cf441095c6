'use client';

import type { Schemas } from '@chitlaq/client';
import { createContext, useContext } from 'react';

export type Me = Schemas['Me'];

const ViewerContext = createContext<Me | null>(null);
export const ViewerProvider = ViewerContext.Provider;

/** The signed-in member. Always defined inside the shell. */
export function useViewer(): Me {
  const me = useContext(ViewerContext);
  if (me === null) throw new Error('useViewer stands outside the frame');
  return me;
}

/** Whether the viewer has a permission. Only for display: the server decides. */
export const useHasPermission = (permission: string): boolean => useViewer().permissions.includes(permission);
