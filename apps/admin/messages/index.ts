import enFigures from './en/figures.json';
import enFrame from './en/frame.json';
import enHashtags from './en/hashtags.json';
import enHealth from './en/health.json';
import enLog from './en/log.json';
import enMembers from './en/members.json';
import enOverview from './en/overview.json';
import enProblems from './en/problems.json';
import enReports from './en/reports.json';
import enSignIn from './en/sign-in.json';
import enUniversities from './en/universities.json';
import enWords from './en/words.json';
import trFigures from './tr/figures.json';
import trFrame from './tr/frame.json';
import trHashtags from './tr/hashtags.json';
import trHealth from './tr/health.json';
import trLog from './tr/log.json';
import trMembers from './tr/members.json';
import trOverview from './tr/overview.json';
import trProblems from './tr/problems.json';
import trReports from './tr/reports.json';
import trSignIn from './tr/sign-in.json';
import trUniversities from './tr/universities.json';
import trWords from './tr/words.json';

export type Locale = 'tr' | 'en';

const tr = {
  figures: trFigures,
  frame: trFrame,
  hashtags: trHashtags,
  health: trHealth,
  log: trLog,
  members: trMembers,
  overview: trOverview,
  problems: trProblems,
  reports: trReports,
  signIn: trSignIn,
  universities: trUniversities,
  words: trWords,
};
const en: typeof tr = {
  figures: enFigures,
  frame: enFrame,
  hashtags: enHashtags,
  health: enHealth,
  log: enLog,
  members: enMembers,
  overview: enOverview,
  problems: enProblems,
  reports: enReports,
  signIn: enSignIn,
  universities: enUniversities,
  words: enWords,
};

export const messages: Record<Locale, typeof tr> = { tr, en };
