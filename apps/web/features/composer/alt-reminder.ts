'use client';

const KEY = 'cl_ask_alt';

/** Whether this device asks for descriptions before pictures without one are posted. On by default. */
export function isAltReminderOn(): boolean {
  try {
    return localStorage.getItem(KEY) !== 'no';
  } catch {
    return true;
  }
}

/** Switches the reminder on or off in this browser. */
export function setAltReminder(isOn: boolean): void {
  try {
    if (isOn) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, 'no');
  } catch {
    // Storage is unavailable: the reminder stays on.
  }
}
