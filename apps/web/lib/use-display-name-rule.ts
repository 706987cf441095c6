import { findForbidden, imitatesOfficialMark } from '@chitlaq/text';
import { useTranslations } from 'use-intl';

/** Returns a rule for the name that others see, as in the server's: something visible, without control characters. */
export function useDisplayNameRule(): (value: string) => true | string {
  const t = useTranslations('auth');
  const tProblems = useTranslations('problems');
  return (value) => {
    // White space at the ends is cut off.
    const name = value.trim();
    if (name === '') return t('invalid.displayName');
    if (findForbidden(name) !== null) return tProblems('forbidden_character');
    return !imitatesOfficialMark(name) || t('invalid.officialSign');
  };
}
