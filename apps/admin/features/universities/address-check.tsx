'use client';

import type { Schemas } from '@chitlaq/client';
import { Banner, Button, Card, TextField } from '@chitlaq/ui';
import Link from 'next/link';
import { type FormEvent, useState } from 'react';
import { useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { paths } from '../../lib/paths.ts';
import { useSubmit } from '../../lib/use-submit.ts';
import { formatRule } from './types.ts';

type AddressCheckResult = Schemas['AddressPreview'];

/** Checks whether an email address could register, and why. Uses the rules of registration. */
export function AddressCheck() {
  const t = useTranslations('universities.check');
  const submission = useSubmit(['email']);
  const [email, setEmail] = useState('');
  const [isMissing, setIsMissing] = useState(false);
  const [result, setResult] = useState<AddressCheckResult>();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setIsMissing(email.trim() === '');
    if (email.trim() === '') return;
    await submission.run(async () =>
      setResult(await api.post('/admin/universities/preview-address', { body: { email } })),
    );
  };
  return (
    <Card>
      <h2 className="font-medium text-lg">{t('title')}</h2>
      <p className="mb-4 text-muted text-sm">{t('lead')}</p>
      <form onSubmit={(event) => void submit(event)} className="grid gap-3" noValidate>
        <TextField
          label={t('address')}
          inputMode="email"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          value={email}
          maxLength={300}
          onChange={(event) => {
            setEmail(event.target.value);
            setResult(undefined);
            setIsMissing(false);
          }}
          error={isMissing ? t('needed') : (submission.errors.email ?? submission.problem)}
        />
        <Button type="submit" pending={submission.isPending}>
          {t('submit')}
        </Button>
      </form>
      <div aria-live="polite">{result ? <Verdict result={result} /> : null}</div>
    </Card>
  );
}

function Verdict({ result }: { result: AddressCheckResult }) {
  const t = useTranslations('universities.check');
  const labels = useTranslations('labels');
  const { verdict, university, rule, affiliation } = result;
  return (
    <Banner
      className="mt-4"
      tone={verdict === 'allowed' ? 'good' : 'warn'}
      title={t(verdict, {
        university: university?.name ?? '',
        affiliation: affiliation ? labels(`affiliations.${affiliation}`) : '',
        domain: rule?.domain ?? '',
        prefix: rule?.prefix ?? '',
      })}
    >
      {rule ? <p className="break-words text-sm">{t('matchingRule', { rule: formatRule(rule) })}</p> : null}
      {university ? (
        <p className="text-sm">
          <Link href={paths.university(university.id)} className="link">
            {t('toUniversity', { university: university.name })}
          </Link>
        </p>
      ) : null}
    </Banner>
  );
}
