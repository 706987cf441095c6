import type { Locale } from '../lib/locale.ts';
import enAnnouncements from './en/announcements.json';
import enAuth from './en/auth.json';
import enBoardHolder from './en/board-holder.json';
import enBoardProblems from './en/board-problems.json';
import enBoards from './en/boards.json';
import enCompletion from './en/completion.json';
import enDecisions from './en/decisions.json';
import enDrafts from './en/drafts.json';
import enEmoji from './en/emoji.json';
import enExplore from './en/explore.json';
import enFeed from './en/feed.json';
import enLanding from './en/landing.json';
import enLegal from './en/legal.json';
import enMessaging from './en/messaging.json';
import enMutedWords from './en/muted-words.json';
import enNotifications from './en/notifications.json';
import enPictures from './en/pictures.json';
import enProblems from './en/problems.json';
import enProfiles from './en/profiles.json';
import enSafety from './en/safety.json';
import enSearch from './en/search.json';
import enSettings from './en/settings.json';
import enShare from './en/share.json';
import enShell from './en/shell.json';
import enStatus from './en/status.json';
import enTransparency from './en/transparency.json';
import enWelcome from './en/welcome.json';
import trAnnouncements from './tr/announcements.json';
import trAuth from './tr/auth.json';
import trBoardHolder from './tr/board-holder.json';
import trBoardProblems from './tr/board-problems.json';
import trBoards from './tr/boards.json';
import trCompletion from './tr/completion.json';
import trDecisions from './tr/decisions.json';
import trDrafts from './tr/drafts.json';
import trEmoji from './tr/emoji.json';
import trExplore from './tr/explore.json';
import trFeed from './tr/feed.json';
import trLanding from './tr/landing.json';
import trLegal from './tr/legal.json';
import trMessaging from './tr/messaging.json';
import trMutedWords from './tr/muted-words.json';
import trNotifications from './tr/notifications.json';
import trPictures from './tr/pictures.json';
import trProblems from './tr/problems.json';
import trProfiles from './tr/profiles.json';
import trSafety from './tr/safety.json';
import trSearch from './tr/search.json';
import trSettings from './tr/settings.json';
import trShare from './tr/share.json';
import trShell from './tr/shell.json';
import trStatus from './tr/status.json';
import trTransparency from './tr/transparency.json';
import trWelcome from './tr/welcome.json';

const tr = {
  announcements: trAnnouncements,
  auth: trAuth,
  boardHolder: trBoardHolder,
  boardProblems: trBoardProblems,
  boards: trBoards,
  completion: trCompletion,
  decisions: trDecisions,
  drafts: trDrafts,
  emoji: trEmoji,
  explore: trExplore,
  feed: trFeed,
  shell: trShell,
  landing: trLanding,
  legal: trLegal,
  messaging: trMessaging,
  mutedWords: trMutedWords,
  notifications: trNotifications,
  pictures: trPictures,
  problems: trProblems,
  profiles: trProfiles,
  safety: trSafety,
  search: trSearch,
  settings: trSettings,
  status: trStatus,
  transparency: trTransparency,
  welcome: trWelcome,
  share: trShare,
};
const en: typeof tr = {
  announcements: enAnnouncements,
  auth: enAuth,
  boardHolder: enBoardHolder,
  boardProblems: enBoardProblems,
  boards: enBoards,
  completion: enCompletion,
  decisions: enDecisions,
  drafts: enDrafts,
  emoji: enEmoji,
  explore: enExplore,
  feed: enFeed,
  shell: enShell,
  landing: enLanding,
  legal: enLegal,
  messaging: enMessaging,
  mutedWords: enMutedWords,
  notifications: enNotifications,
  pictures: enPictures,
  problems: enProblems,
  profiles: enProfiles,
  safety: enSafety,
  search: enSearch,
  settings: enSettings,
  status: enStatus,
  transparency: enTransparency,
  welcome: enWelcome,
  share: enShare,
};

export const messages: Record<Locale, typeof tr> = { tr, en };

/**
 * Translations that only some sections need. Those provide them (`features/frame/section-translations.tsx`), and no
 * other page loads them.
 */
export type DeferredNamespace =
  | 'announcements'
  | 'auth'
  | 'boardHolder'
  | 'boardProblems'
  | 'boards'
  | 'decisions'
  | 'landing'
  | 'legal'
  | 'messaging'
  | 'mutedWords'
  | 'pictures'
  | 'safety'
  | 'settings'
  | 'status'
  | 'transparency'
  | 'welcome';

/** The translations that every page loads. */
export function sharedTranslations(locale: Locale): Omit<typeof tr, DeferredNamespace> {
  const {
    auth: _1,
    landing: _2,
    messaging: _3,
    mutedWords: _4,
    settings: _5,
    welcome: _6,
    pictures: _7,
    status: _8,
    legal: _9,
    decisions: _10,
    transparency: _11,
    safety: _12,
    announcements: _13,
    boards: _14,
    boardHolder: _15,
    boardProblems: _16,
    ...shared
  } = messages[locale];
  return shared;
}
