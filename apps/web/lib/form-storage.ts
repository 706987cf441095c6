const PREFIX = 'cl_form:';
const SECRET = /password|totp|code|token/i;

/** Before the page is shown anew in another language: what is typed has to be put by. */
export const LANGUAGE_CHANGE_EVENT = 'chitlaq:language';

type Values = Record<string, unknown>;
const storageKeyOf = (names: readonly string[]) =>
  `${PREFIX}${window.location.pathname}:${[...names].sort().join()}`;

/** Keeps what is typed in a form for the next page of this tab; what is secret is typed again. */
export function saveFields(names: readonly string[], values: Values): void {
  const nonSecret = Object.entries(values).filter(([name]) => !SECRET.test(name));
  try {
    window.sessionStorage.setItem(storageKeyOf(names), JSON.stringify(Object.fromEntries(nonSecret)));
  } catch {
    // The browser keeps nothing: it is typed again.
  }
}

/** What was kept for the form with these fields, once. */
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
