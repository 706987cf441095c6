import type { Schemas } from '@chitlaq/client';
import { BadgeCheck } from 'lucide-react';
import { useLocale, useTranslations } from 'use-intl';

/** `official` is undefined in what an earlier release stored on the device. */
interface NamedMember {
  displayName: string;
  official?: Schemas['Official'] | null | undefined;
}

/** What an official account stands for, in the viewer's language. */
export const useOfficialName = ({ official }: Pick<NamedMember, 'official'>): string | undefined => {
  const locale = useLocale();
  return official ? official[locale === 'en' ? 'en' : 'tr'] : undefined;
};

/** A member's name, with the mark of official accounts, which stays when a long name is cut. */
export function MemberName({ member }: { member: NamedMember }) {
  const t = useTranslations('shell');
  const standsFor = useOfficialName(member);
  if (standsFor === undefined) return <bdi>{member.displayName}</bdi>;
  const label = t('official', { name: standsFor });
  return (
    <span className="inline-flex max-w-full items-center gap-1 align-bottom">
      <bdi className="min-w-0 truncate">{member.displayName}</bdi>
      <span role="img" aria-label={label} title={label} data-official="" className="shrink-0 text-nar">
        <BadgeCheck aria-hidden="true" className="size-4.5" />
      </span>
    </span>
  );
}
