'use client';

import type { Schemas } from '@chitlaq/client';
import { useProblemText } from '@chitlaq/react';
import {
  Badge,
  Banner,
  Button,
  Card,
  ConfirmDialog,
  IconButton,
  Loading,
  Select,
  Skeleton,
  toast,
} from '@chitlaq/ui';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { ArrowLeft, ScrollText, Users } from 'lucide-react';
import Link from 'next/link';
import { useParams } from 'next/navigation';
import { useState } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { paths } from '../../lib/paths.ts';
import { useSubmit } from '../../lib/use-submit.ts';
import { Heading } from '../frame/heading.tsx';
import { LoadError } from '../frame/listing.tsx';
import { RequirePermission } from '../frame/require-permission.tsx';
import { AddressCheck } from './address-check.tsx';
import { Rules } from './rules.tsx';
import { countryName } from './types.ts';

type Detail = Schemas['UniversityDetail'];

/** The page of one university, for staff who may change universities. */
export function University() {
  const { id } = useParams<{ id: string }>();
  return (
    <RequirePermission requiredPermission="universities.write">
      <UniversityPage key={id} id={id} />
    </RequirePermission>
  );
}

/** One university: its status, its rules and the address check. */
function UniversityPage({ id }: { id: string }) {
  const t = useTranslations('universities');
  const locale = useLocale();
  const queries = useQueryClient();
  const query = useQuery({
    queryKey: ['university', id],
    queryFn: () => api.get('/admin/universities/{id}', { path: { id } }),
  });
  const refresh = () =>
    Promise.all(
      [['university', id], ['universities']].map((queryKey) => queries.invalidateQueries({ queryKey })),
    );
  const back = (
    <IconButton asChild label={t('back')}>
      <Link href={paths.universities}>
        <ArrowLeft aria-hidden="true" />
      </Link>
    </IconButton>
  );
  if (query.error && !query.data) {
    return (
      <>
        <Heading title={t('name')} back={back} />
        <LoadError error={query.error} onRetry={() => void query.refetch()} />
      </>
    );
  }
  if (!query.data) {
    return (
      <>
        <Heading title={t('name')} back={back} />
        <Loading label={t('loading')}>
          <Skeleton className="mx-4 h-96 rounded-card" />
        </Loading>
      </>
    );
  }
  const university = query.data;
  return (
    <>
      <Heading title={university.name} detail={countryName(university.country, locale)} back={back} />
      <div className="grid gap-4 px-4 desktop:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="grid min-w-0 content-start gap-4">
          <Rules university={university} onChanged={refresh} />
        </div>
        <div className="grid content-start gap-4">
          <RegistrationState university={university} onChanged={refresh} />
          <RegistrationMode university={university} onChanged={refresh} />
          <AddressCheck />
          <Card className="grid justify-items-start gap-1">
            <h2 className="font-medium">{t('catalogueDomains')}</h2>
            <p className="mb-2 break-words text-muted">
              {university.domains.join(', ') || t('noCatalogueDomains')}
            </p>
            <Button asChild variant="link">
              <Link href={paths.members({ university: id })}>
                <Users aria-hidden="true" className="size-4.5" />
                {t('toMembers')}
              </Link>
            </Button>
            <Button asChild variant="link">
              <Link href={paths.log({ subject: id, type: 'university' })}>
                <ScrollText aria-hidden="true" className="size-4.5" />
                {t('toLog')}
              </Link>
            </Button>
          </Card>
        </div>
      </div>
    </>
  );
}

const MODES = ['open', 'approval', 'invitation', 'closed'] as const;

/** How its people register: as the campus says, or in a way of their own. */
function RegistrationMode({
  university,
  onChanged,
}: {
  university: Detail;
  onChanged: () => Promise<unknown>;
}) {
  const t = useTranslations('registrations.modes');
  const problemText = useProblemText();
  const campus = useQuery({ queryKey: ['public-campus'], queryFn: () => api.get('/campus') }).data;
  const change = async (value: string) => {
    const registrationMode = MODES.find((mode) => mode === value) ?? null;
    try {
      await api.patch('/admin/universities/{id}', {
        path: { id: university.id },
        body: { registrationMode },
      });
      toast({ message: t('saved'), tone: 'good' });
    } catch (error) {
      toast({ message: problemText(error), tone: 'danger' });
    }
    await onChanged();
  };
  const ofCampus = campus?.features.registration === false ? 'closed' : (campus?.registrationMode ?? 'open');
  return (
    <Card className="grid gap-3">
      <Select
        label={t('universityTitle')}
        help={t('help')}
        value={university.registrationMode ?? ''}
        onChange={(event) => void change(event.target.value)}
        options={[
          { value: '', label: t('inherit', { mode: t(ofCampus) }) },
          ...MODES.map((value) => ({ value, label: t(value) })),
        ]}
      />
    </Card>
  );
}

/** Whether people can register, with the button to open or close registration. */
function RegistrationState({
  university,
  onChanged,
}: {
  university: Detail;
  onChanged: () => Promise<unknown>;
}) {
  const t = useTranslations('universities');
  const tShell = useTranslations('shell');
  const tDialog = useTranslations(`universities.${university.isOpen ? 'closeDialog' : 'openDialog'}`);
  const submission = useSubmit();
  const [isAsking, setIsAsking] = useState(false);
  const { id, name, isOpen } = university;
  const toggleOpen = async () => {
    const isDone = await submission.run(() =>
      api.patch('/admin/universities/{id}', { path: { id }, body: { isOpen: !isOpen } }),
    );
    if (!isDone) return;
    setIsAsking(false);
    toast({ message: tDialog('done', { name }), tone: 'good' });
    await onChanged();
  };
  return (
    <Card className="grid gap-3">
      <p className="flex items-center gap-3">
        <Badge tone={isOpen ? 'good' : 'plain'}>{isOpen ? t('open') : t('closed')}</Badge>
        <span className="text-muted">{t('members', { count: university.members })}</span>
      </p>
      <Button
        variant={isOpen ? 'danger' : 'primary'}
        disabledReason={!isOpen && university.rules.length === 0 ? t('noRules') : undefined}
        onClick={() => {
          submission.clear();
          setIsAsking(true);
        }}
      >
        {isOpen ? t('closeRegistration') : t('openRegistration')}
      </Button>
      <ConfirmDialog
        open={isAsking}
        onOpenChange={setIsAsking}
        title={tDialog('title', { name })}
        description={tDialog('lead')}
        confirmLabel={tDialog('submit')}
        cancelLabel={tShell('cancel')}
        danger={isOpen}
        pending={submission.isPending}
        onConfirm={() => void toggleOpen()}
      >
        {submission.problem ? <Banner tone="danger" title={submission.problem} live="assertive" /> : null}
      </ConfirmDialog>
    </Card>
  );
}
