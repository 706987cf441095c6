import { useTranslations } from 'use-intl';

const KNOWN = [
  'own_case',
  'own_report',
  'already_resolved',
  'already_reversed',
  'appeal_decided',
  'case_claimed',
  'case_not_opened',
  'report_not_found',
  'post_not_found',
  'not_a_post',
  'account_deleted',
  'user_not_found',
  'insufficient_rank',
  'other_university',
  'forbidden',
  'bulk_act_undone',
  'withdrawn',
  'not_approved',
] as const;

/** Why something was left out, in a few words. */
export function useLeftOut(): (problem: string) => string {
  const t = useTranslations('bulk.problems');
  return (problem) => {
    const known = KNOWN.find((code) => code === problem);
    return known ? t(known) : t('other', { problem });
  };
}
