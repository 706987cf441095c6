'use client';

const KEY = 'cl_ask_alt';

/** Whether this device asks before a picture without a description is posted; it does unless told not to. */
export function isAltReminderOn(): boolean {
  try {
    return localStorage.getItem(KEY) !== 'no';
  } catch {
    return true;
  }
}

export function setAltReminder(isOn: boolean): void {
  try {
    if (isOn) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, 'no');
  } catch {
    // A browser that keeps nothing goes on asking.
  }
}
