'use client';

/**
 * What each browser remembers about how the app looks. A script in the head of every page (app/[locale]/layout.tsx) applies it before
 * the first paint; styles read the attributes of <html> (packages/ui/src/theme.css).
 */
const SETTINGS = {
  theme: { key: 'cl_theme', values: ['system', 'light', 'dark'], initial: 'system' },
  textSize: {
    key: 'cl_text_size',
    values: ['small', 'standard', 'large', 'largest'],
    initial: 'standard',
  },
  motion: { key: 'cl_motion', values: ['system', 'reduced'], initial: 'system' },
} as const;

export type AppearanceSetting = keyof typeof SETTINGS;
export type AppearanceValue<Name extends AppearanceSetting> = (typeof SETTINGS)[Name]['values'][number];

/** The values to choose from. */
export const appearanceValues = <Name extends AppearanceSetting>(
  name: Name,
): readonly AppearanceValue<Name>[] => SETTINGS[name].values;

/** The value before a member chooses one. */
export const initialAppearance = <Name extends AppearanceSetting>(name: Name): AppearanceValue<Name> =>
  SETTINGS[name].initial;

/** The value chosen in this browser. */
export function readAppearance<Name extends AppearanceSetting>(name: Name): AppearanceValue<Name> {
  const { key, values, initial } = SETTINGS[name];
  try {
    const stored = localStorage.getItem(key);
    return values.find((value) => value === stored) ?? initial;
  } catch {
    return initial;
  }
}

/** Applies a value at once and remembers it in this browser. */
export function chooseAppearance<Name extends AppearanceSetting>(
  name: Name,
  value: AppearanceValue<Name>,
): void {
  document.documentElement.dataset[name] = value;
  try {
    localStorage.setItem(SETTINGS[name].key, value);
  } catch {
    // Storage is unavailable: the choice holds until the page is left.
  }
}
