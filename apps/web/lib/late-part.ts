'use client';

import { useEffect, useReducer } from 'react';
import { loadWithRetry } from './load-with-retry.ts';

/** A part of the app that the first view does not need. It loads once per page, and again until the network is back. */
export interface LatePart<Module> {
  load(): Promise<Module>;
  /** Its module, if it has loaded. */
  loaded(): Module | undefined;
  /** For a page that contains the part already. */
  provide(module: Module): void;
}

const parts = new Set<LatePart<object>>();

export function latePart<Module extends object>(load: () => Promise<Module>): LatePart<Module> {
  let loaded: Module | undefined;
  let loading: Promise<Module> | undefined;
  const part: LatePart<Module> = {
    load: () => {
      loading ??= loadWithRetry(load).then((module) => {
        loaded = module;
        return module;
      });
      return loading;
    },
    loaded: () => loaded,
    provide: (module) => {
      loaded = module;
      loading = Promise.resolve(module);
    },
  };
  parts.add(part as LatePart<object>);
  return part;
}

/** Loads the parts of the pages that were opened, so that they are there without a network. */
export const loadLateParts = (): Promise<unknown> => Promise.all([...parts].map((part) => part.load()));

/** The module of a part, once it is wanted and has loaded. */
export function useLatePart<Module extends object>(
  part: LatePart<Module>,
  isWanted: boolean,
): Module | undefined {
  const [, showLoaded] = useReducer((count: number) => count + 1, 0);
  const module = isWanted ? part.loaded() : undefined;
  const isMissing = isWanted && !module;
  useEffect(() => {
    if (!isMissing) return;
    let isCurrent = true;
    void part.load().then(() => {
      if (isCurrent) showLoaded();
    });
    return () => {
      isCurrent = false;
    };
  }, [isMissing, part]);
  return module;
}
