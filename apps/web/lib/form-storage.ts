const PREFIX = 'cl_form:';
const SECRET = /password|totp|code|token/i;

/** Dispatched before the page reloads in another language, so that forms can store what is typed. */
export const LANGUAGE_CHANGE_EVENT = 'chitlaq:language-change';

type Values = Record<string, unknown>;
const storageKeyOf = (names: readonly string[]) =>
  `${PREFIX}${window.location.pathname}:${[...names].sort().join()}`;

/** Stores the fields of a form for the next page of this tab, except secrets. */
export function saveFields(names: readonly string[], values: Values): void {
  const nonSecret = Object.entries(values).filter(([name]) => !SECRET.test(name));
  try {
    window.sessionStorage.setItem(storageKeyOf(names), JSON.stringify(Object.fromEntries(nonSecret)));
  } catch {
    // Storage is unavailable: the fields have to be typed again.
  }
}

/** Returns the stored fields of the form with these names, once. */
export function takeSavedFields(names: readonly string[]): Values {
  try {
    const storageKey = storageKeyOf(names);
    const saved: unknown = JSON.parse(window.sessionStorage.getItem(storageKey) ?? '{}');
    window.sessionStorage.removeItem(storageKey);
    return typeof saved === 'object' && saved !== null ? { ...saved } : {};
  } catch {
    return {};
  }
}
