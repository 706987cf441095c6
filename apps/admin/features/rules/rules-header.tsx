'use client';

import { TabLinks } from '@chitlaq/ui';
import Link from 'next/link';
import { useTranslations } from 'use-intl';
import { paths } from '../../lib/paths.ts';
import { Heading } from '../frame/heading.tsx';

/** The header of the pages about rules: the automatic ones, the classifier, and those of the campus. */
export function RulesHeader({ current }: { current: 'automatic' | 'classifier' | 'campus' }) {
  const t = useTranslations('rules');
  const hrefs = { automatic: paths.automaticRules, classifier: paths.classifier, campus: paths.campusRules };
  return (
    <Heading title={t('title')}>
      <TabLinks
        label={t('tabs')}
        items={(['automatic', 'classifier', 'campus'] as const).map((tab) => ({
          href: hrefs[tab],
          label: t(`${tab}Tab`),
        }))}
        current={hrefs[current]}
        linkComponent={Link}
        className="px-2"
      />
    </Heading>
  );
}
