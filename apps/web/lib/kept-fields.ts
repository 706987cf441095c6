const PREFIX = 'cl_form:';
const SECRET = /password|totp|code|token/i;

/** Before the page is shown anew in another language: what is typed has to be put by. */
export const LANGUAGE_CHANGES = 'chitlaq:language';

type Values = Record<string, unknown>;
const placeOf = (names: readonly string[]) =>
  `${PREFIX}${window.location.pathname}:${[...names].sort().join()}`;

/** Keeps what is typed in a form for the next page of this tab; what is secret is typed again. */
export function keepFields(names: readonly string[], values: Values): void {
  const open = Object.entries(values).filter(([name]) => !SECRET.test(name));
  try {
    window.sessionStorage.setItem(placeOf(names), JSON.stringify(Object.fromEntries(open)));
  } catch {
    // The browser keeps nothing: it is typed again.
  }
}

/** What was kept for the form with these fields, once. */
export function takeKeptFields(names: readonly string[]): Values {
  try {
    const place = placeOf(names);
    const kept: unknown = JSON.parse(window.sessionStorage.getItem(place) ?? '{}');
    window.sessionStorage.removeItem(place);
    return typeof kept === 'object' && kept !== null ? { ...kept } : {};
  } catch {
    return {};
  }
}
