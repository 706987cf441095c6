'use client';

import { useSyncExternalStore } from 'react';

/** The event of browsers that let a page offer its installation. Not part of the DOM types. */
interface InstallPromptEvent extends Event {
  prompt(): Promise<unknown>;
}

/**
 * How this browser installs the app: by a prompt, through the share menu of iOS, by its own menu, or it has installed it
 * already.
 */
export type InstallWay = 'prompt' | 'ios' | 'menu' | 'installed';

let promptEvent: InstallPromptEvent | undefined;
let wasInstalled = false;
const listeners = new Set<() => void>();
const notifyListeners = () => {
  for (const listener of listeners) listener();
};

// The browser offers it once per document, soon after the load: long before a page asks.
if (typeof window !== 'undefined') {
  window.addEventListener('beforeinstallprompt', (event) => {
    event.preventDefault();
    promptEvent = event as InstallPromptEvent;
    notifyListeners();
  });
  window.addEventListener('appinstalled', () => {
    wasInstalled = true;
    promptEvent = undefined;
    notifyListeners();
  });
}

function installWay(): InstallWay {
  // Only Safari on iOS has `standalone`.
  const { standalone } = navigator as { standalone?: boolean };
  if (wasInstalled || standalone || window.matchMedia('(display-mode: standalone)').matches)
    return 'installed';
  if (promptEvent) return 'prompt';
  return standalone === false ? 'ios' : 'menu';
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
};

/** Undefined while the page is prerendered. */
export const useInstallWay = (): InstallWay | undefined =>
  useSyncExternalStore(subscribe, installWay, () => undefined);

/** Opens the browser's prompt. It opens once; afterwards only the browser's menu is left. */
export async function promptInstall(): Promise<void> {
  const event = promptEvent;
  promptEvent = undefined;
  await event?.prompt();
  notifyListeners();
}
