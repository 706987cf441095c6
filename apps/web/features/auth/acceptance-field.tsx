'use client';

import { ACCEPTED_DOCUMENTS, type AcceptedDocument, type LegalDocument } from '@chitlaq/text';
import { Checkbox } from '@chitlaq/ui';
import { type QueryClient, useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import type { Form } from '../../lib/form.ts';
import { paths } from '../../lib/paths.ts';

const VERSIONS = {
  queryKey: ['legal', 'versions'],
  queryFn: () => api.get('/legal/texts'),
  staleTime: Number.POSITIVE_INFINITY,
} as const;

/** The versions that the box of this page accepts: those that were current when it was shown. */
export async function acceptedTexts(
  queries: QueryClient,
): Promise<Partial<Record<AcceptedDocument, number>>> {
  const { items } = await queries.fetchQuery(VERSIONS);
  return Object.fromEntries(
    ACCEPTED_DOCUMENTS.flatMap((document) => {
      const found = items.find((item) => item.document === document);
      return found ? [[document, found.version]] : [];
    }),
  );
}

/** The box that accepts terms and rules. The privacy notice is only named: it informs, nobody consents to it. */
export function AcceptanceField<Values extends { accepts: boolean }>({
  form: callerForm,
}: {
  form: Form<Values>;
}) {
  const t = useTranslations('auth');
  useQuery(VERSIONS);
  // Only this field is used, whatever else the form has.
  const form = callerForm as unknown as Form<{ accepts: boolean }>;
  const linkTo = (document: LegalDocument) => (chunks: ReactNode) => (
    // In another tab, so that nothing typed is lost.
    <a className="link" href={paths.legal(document)} target="_blank" rel="noopener">
      {chunks}
    </a>
  );
  return (
    <Checkbox
      label={t.rich('accept', { terms: linkTo('terms'), rules: linkTo('rules') })}
      help={t.rich('acceptHelp', { privacy: linkTo('privacy') })}
      {...form.field('accepts', { validate: (value) => value || t('invalid.accepts') })}
    />
  );
}
