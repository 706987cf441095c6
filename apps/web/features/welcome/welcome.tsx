'use client';

import type { Schemas } from '@chitlaq/client';
import { WELCOME_STEPS } from '@chitlaq/text';
import { Spinner } from '@chitlaq/ui';
import { useRouter, useSearchParams } from 'next/navigation';
import { useEffect } from 'react';
import { useTranslations } from 'use-intl';
import { QueryError } from '../../components/query-error.tsx';
import { safeNext } from '../../lib/paths.ts';
import { useRequireSession } from '../session/session.ts';
import { InterestsStep } from './interests-step.tsx';
import { NotificationsStep } from './notifications-step.tsx';
import { PeopleStep } from './people-step.tsx';
import { PictureStep } from './picture-step.tsx';
import type { StepNavigation } from './step-frame.tsx';
import { StudyStep } from './study-step.tsx';
import { type Step, useChangeWelcome } from './use-welcome.ts';

/** A new member's first steps. They go on where they ended, on any device; afterwards, and for older members, home. */
export function Welcome() {
  const t = useTranslations('welcome');
  const query = useRequireSession();
  const { data: me, error, isFetching } = query;
  const router = useRouter();
  const next = safeNext(useSearchParams().get('next'));
  const isOver = me !== undefined && !me.welcome;
  useEffect(() => {
    if (isOver) router.replace(next);
  }, [isOver, next, router]);
  if (me?.welcome) return <Steps me={me} welcome={me.welcome} onLeave={() => router.replace(next)} />;
  return (
    <main className="grid min-h-dvh place-items-center px-4">
      {error && !me && !isFetching ? (
        <QueryError query={query} title={t('failed')} />
      ) : (
        <Spinner label={t('loading')} />
      )}
    </main>
  );
}

const isStep = (name: string | null): name is Step => WELCOME_STEPS.some((step) => step === name);

/** The step in the URL, so that the browser's back button leads to the previous one. */
function useCurrentStep(first: Step) {
  const params = useSearchParams();
  const param = params.get('step');
  const current = isStep(param) ? param : first;
  const urlOf = (step: Step) => {
    const changed = new URLSearchParams(params);
    changed.set('step', step);
    return `?${changed}`;
  };
  const hasParam = current === param;
  const currentUrl = urlOf(current);
  useEffect(() => {
    if (!hasParam) window.history.replaceState(null, '', currentUrl);
  }, [hasParam, currentUrl]);
  return { current, goTo: (step: Step) => window.history.pushState(null, '', urlOf(step)) };
}

function Steps({
  me,
  welcome,
  onLeave,
}: {
  me: Schemas['Me'];
  welcome: Schemas['Welcome'];
  onLeave: () => void;
}) {
  const changeWelcome = useChangeWelcome();
  const { current, goTo } = useCurrentStep(welcome.remaining[0] ?? 'notifications');
  const index = WELCOME_STEPS.indexOf(current);
  const [previous, following] = [WELCOME_STEPS[index - 1], WELCOME_STEPS[index + 1]];
  const pass = () => {
    // A step that cannot be recorded is only offered again.
    const recorded = changeWelcome({ passed: [current], ...(following ? {} : { isFinished: true }) });
    if (following) {
      recorded.catch(() => undefined);
      goTo(following);
    } else recorded.catch(onLeave);
  };
  const navigation: StepNavigation = {
    place: index + 1,
    total: WELCOME_STEPS.length,
    back: previous && (() => goTo(previous)),
    pass,
    leave: onLeave,
  };
  switch (current) {
    case 'picture':
      return <PictureStep me={me} navigation={navigation} />;
    case 'study':
      return <StudyStep me={me} navigation={navigation} />;
    case 'interests':
      return <InterestsStep navigation={navigation} />;
    case 'people':
      return <PeopleStep navigation={navigation} />;
    case 'notifications':
      return <NotificationsStep me={me} navigation={navigation} />;
  }
}
