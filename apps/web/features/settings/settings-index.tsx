'use client';

import { Button, Card, PageHeader, RadioGroup, Switch } from '@chitlaq/ui';
import {
  Bell,
  ChevronRight,
  Flag,
  Hash,
  KeyRound,
  ListOrdered,
  MessageCircle,
  MessageSquareOff,
  MonitorSmartphone,
  Scale,
  ShieldBan,
  ShieldCheck,
  StickyNote,
  UserPen,
  UserPlus,
  UserX,
} from 'lucide-react';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { chooseLanguage } from '../../components/language-switch.tsx';
import { PrefetchLink } from '../../components/prefetch-link.tsx';
import { useHasFeature } from '../../lib/campus.ts';
import { paths } from '../../lib/paths.ts';
import { hasUnsavedSecret } from '../boards/unsaved-secret.ts';
import { isAltReminderOn, setAltReminder } from '../composer/alt-reminder.ts';
import { useMe } from '../session/session.ts';
import {
  type AppearanceSetting as AppearanceName,
  type AppearanceValue,
  appearanceValues,
  chooseAppearance,
  initialAppearance,
  readAppearance,
} from './appearance.ts';
import { CampusTexts } from './campus-texts.tsx';
import { LinkPreviewsSetting } from './link-previews-setting.tsx';
import { UndoSetting } from './undo-setting.tsx';
import { useSignOut } from './use-sign-out.ts';

// Lazy: rarely asked.
const SignOutQuestion = lazy(async () => ({
  default: (await import('./sign-out-question.tsx')).SignOutQuestion,
}));

const PAGES = [
  ['profile', UserPen],
  ['security', KeyRound],
  ['sessions', MonitorSmartphone],
  ['notifications', Bell],
  ['feed', ListOrdered],
  ['hashtags', Hash],
  ['messages', MessageCircle],
  ['safety', ShieldCheck],
  ['boards', StickyNote],
  ['privacy', ShieldBan],
  ['muted-words', MessageSquareOff],
  ['invitations', UserPlus],
  ['decisions', Scale],
  ['reports', Flag],
  ['account', UserX],
] as const;

/** All settings: short ones inline, others as links. */
export function SettingsIndex() {
  const t = useTranslations('settings');
  const me = useMe();
  const signOut = useSignOut();
  const hasBoards = useHasFeature('boards');
  const [isAsking, setIsAsking] = useState(false);
  // Signing out removes the secret for boards from the device.
  const leave = () => (me && hasUnsavedSecret(me.user.id) ? setIsAsking(true) : void signOut());
  return (
    <>
      <PageHeader title={t('title')} sticky />
      <div className="grid gap-6 p-4">
        <section>
          <h2 className="font-medium">{t('account')}</h2>
          <p className="text-muted">
            @{me?.user.username} · {me?.user.email}
          </p>
        </section>
        <Card padded={false} className="overflow-hidden">
          <ul>
            {PAGES.filter(([page]) => page !== 'boards' || hasBoards).map(([page, Icon]) => (
              <li key={page} className="border-line border-b last:border-b-0">
                <PrefetchLink
                  href={paths.settingsPage(page)}
                  className="flex items-center gap-4 px-4 py-3 hover:bg-wash"
                >
                  <Icon aria-hidden="true" className="size-5 text-muted" />
                  <span className="min-w-0 flex-1">
                    <span className="block font-medium">{t(`pages.${page}.title`)}</span>
                    <span className="block text-muted text-sm">{t(`pages.${page}.about`)}</span>
                  </span>
                  <ChevronRight aria-hidden="true" className="size-5 text-muted" />
                </PrefetchLink>
              </li>
            ))}
          </ul>
        </Card>
        <AppearanceSettings />
        <LanguageSetting />
        <section className="grid gap-4">
          <h2 className="font-medium">{t('posting')}</h2>
          <UndoSetting />
          <LinkPreviewsSetting />
          <AltReminderSetting />
        </section>
        <section>
          <PrefetchLink href={paths.announcements} className="link font-medium">
            {t('announcements')}
          </PrefetchLink>
        </section>
        <CampusTexts />
        <div>
          <Button variant="outline" onClick={leave}>
            {t('signOut')}
          </Button>
          {isAsking ? (
            <Suspense fallback={null}>
              <SignOutQuestion onClose={() => setIsAsking(false)} onSignOut={() => void signOut()} />
            </Suspense>
          ) : null}
        </div>
      </div>
    </>
  );
}

/** A choice of this browser's appearance, applied at once. */
function AppearanceSetting<Name extends AppearanceName>({
  name,
  labels,
  label,
  help,
}: {
  name: Name;
  label: string;
  labels: Record<AppearanceValue<Name>, string>;
  help?: string;
}) {
  const [value, setValue] = useState(initialAppearance(name));
  useEffect(() => setValue(readAppearance(name)), [name]);
  return (
    <RadioGroup
      label={label}
      help={help}
      layout="segmented"
      value={value}
      onValueChange={(next) => {
        setValue(next);
        chooseAppearance(name, next);
      }}
      options={appearanceValues(name).map((option) => ({ value: option, label: labels[option] }))}
    />
  );
}

function AppearanceSettings() {
  const t = useTranslations('settings');
  return (
    <>
      <AppearanceSetting
        name="theme"
        label={t('theme')}
        labels={{ system: t('themes.system'), light: t('themes.light'), dark: t('themes.dark') }}
      />
      <AppearanceSetting
        name="textSize"
        label={t('textSize')}
        help={t('textSizeHelp')}
        labels={{
          small: t('textSizes.small'),
          standard: t('textSizes.standard'),
          large: t('textSizes.large'),
          largest: t('textSizes.largest'),
        }}
      />
      <AppearanceSetting
        name="motion"
        label={t('motion')}
        help={t('motionHelp')}
        labels={{ system: t('motions.system'), reduced: t('motions.reduced') }}
      />
    </>
  );
}

function LanguageSetting() {
  const t = useTranslations('settings');
  const locale = useLocale() === 'en' ? 'en' : 'tr';
  return (
    <RadioGroup
      label={t('language')}
      layout="segmented"
      value={locale}
      onValueChange={chooseLanguage}
      options={[
        { value: 'tr', label: 'Türkçe' },
        { value: 'en', label: 'English' },
      ]}
    />
  );
}

function AltReminderSetting() {
  const t = useTranslations('settings');
  const [isReminderOn, setIsReminderOn] = useState(true);
  useEffect(() => setIsReminderOn(isAltReminderOn()), []);
  return (
    <Switch
      label={t('altReminder')}
      help={t('altReminderHelp')}
      checked={isReminderOn}
      onChange={(event) => {
        setIsReminderOn(event.target.checked);
        setAltReminder(event.target.checked);
      }}
    />
  );
}
