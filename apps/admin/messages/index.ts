import enAnnouncements from './en/announcements.json';
import enAppeals from './en/appeals.json';
import enApprovals from './en/approvals.json';
import enBoards from './en/boards.json';
import enBulk from './en/bulk.json';
import enCampus from './en/campus.json';
import enHashtags from './en/hashtags.json';
import enHealth from './en/health.json';
import enImports from './en/imports.json';
import enJobs from './en/jobs.json';
import enLabels from './en/labels.json';
import enLegal from './en/legal.json';
import enLog from './en/log.json';
import enMail from './en/mail.json';
import enMembers from './en/members.json';
import enModerationLog from './en/moderation-log.json';
import enOverview from './en/overview.json';
import enPermissions from './en/permissions.json';
import enPictures from './en/pictures.json';
import enProblems from './en/problems.json';
import enRegistrations from './en/registrations.json';
import enReports from './en/reports.json';
import enRoles from './en/roles.json';
import enRules from './en/rules.json';
import enShell from './en/shell.json';
import enSignIn from './en/sign-in.json';
import enStatistics from './en/statistics.json';
import enSystem from './en/system.json';
import enUniversities from './en/universities.json';
import trAnnouncements from './tr/announcements.json';
import trAppeals from './tr/appeals.json';
import trApprovals from './tr/approvals.json';
import trBoards from './tr/boards.json';
import trBulk from './tr/bulk.json';
import trCampus from './tr/campus.json';
import trHashtags from './tr/hashtags.json';
import trHealth from './tr/health.json';
import trImports from './tr/imports.json';
import trJobs from './tr/jobs.json';
import trLabels from './tr/labels.json';
import trLegal from './tr/legal.json';
import trLog from './tr/log.json';
import trMail from './tr/mail.json';
import trMembers from './tr/members.json';
import trModerationLog from './tr/moderation-log.json';
import trOverview from './tr/overview.json';
import trPermissions from './tr/permissions.json';
import trPictures from './tr/pictures.json';
import trProblems from './tr/problems.json';
import trRegistrations from './tr/registrations.json';
import trReports from './tr/reports.json';
import trRoles from './tr/roles.json';
import trRules from './tr/rules.json';
import trShell from './tr/shell.json';
import trSignIn from './tr/sign-in.json';
import trStatistics from './tr/statistics.json';
import trSystem from './tr/system.json';
import trUniversities from './tr/universities.json';

export type Locale = 'tr' | 'en';

const tr = {
  statistics: trStatistics,
  system: trSystem,
  shell: trShell,
  announcements: trAnnouncements,
  appeals: trAppeals,
  approvals: trApprovals,
  boards: trBoards,
  bulk: trBulk,
  campus: trCampus,
  hashtags: trHashtags,
  health: trHealth,
  imports: trImports,
  jobs: trJobs,
  legal: trLegal,
  log: trLog,
  mail: trMail,
  members: trMembers,
  moderationLog: trModerationLog,
  overview: trOverview,
  permissions: trPermissions,
  pictures: trPictures,
  problems: trProblems,
  registrations: trRegistrations,
  reports: trReports,
  roles: trRoles,
  rules: trRules,
  signIn: trSignIn,
  universities: trUniversities,
  labels: trLabels,
};
const en: typeof tr = {
  statistics: enStatistics,
  system: enSystem,
  shell: enShell,
  announcements: enAnnouncements,
  appeals: enAppeals,
  approvals: enApprovals,
  boards: enBoards,
  bulk: enBulk,
  campus: enCampus,
  hashtags: enHashtags,
  health: enHealth,
  imports: enImports,
  jobs: enJobs,
  legal: enLegal,
  log: enLog,
  mail: enMail,
  members: enMembers,
  moderationLog: enModerationLog,
  overview: enOverview,
  permissions: enPermissions,
  pictures: enPictures,
  problems: enProblems,
  registrations: enRegistrations,
  reports: enReports,
  roles: enRoles,
  rules: enRules,
  signIn: enSignIn,
  universities: enUniversities,
  labels: enLabels,
};

export const messages: Record<Locale, typeof tr> = { tr, en };
