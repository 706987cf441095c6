import { paths } from '../../lib/paths.ts';

export type SectionName =
  | 'overview'
  | 'statistics'
  | 'system'
  | 'universities'
  | 'members'
  | 'reports'
  | 'moderationLog'
  | 'rules'
  | 'announcements'
  | 'boards'
  | 'campus'
  | 'legal'
  | 'roles'
  | 'approvals'
  | 'log';

interface Section {
  name: SectionName;
  /** Its pages and the permission that each needs; its link leads to the first one that the viewer may see. */
  pages: readonly { path: string; permission: string }[];
}

const SECTIONS: readonly Section[] = [
  { name: 'overview', pages: [{ path: paths.overview, permission: 'overview.read' }] },
  { name: 'statistics', pages: [{ path: paths.statistics, permission: 'overview.read' }] },
  {
    name: 'system',
    pages: [
      { path: paths.system, permission: 'overview.read' },
      { path: paths.jobs, permission: 'jobs.write' },
      { path: paths.mail, permission: 'mail.read' },
    ],
  },
  {
    name: 'reports',
    pages: [
      { path: paths.reports, permission: 'reports.read' },
      { path: paths.hashtags, permission: 'hashtags.hide' },
      { path: paths.pictures, permission: 'fingerprints.write' },
      { path: paths.bulkActs, permission: 'reports.resolve' },
    ],
  },
  {
    name: 'moderationLog',
    pages: [{ path: paths.moderationLog, permission: 'moderation_log.read' }],
  },
  {
    name: 'rules',
    pages: [
      { path: paths.automaticRules, permission: 'rules.read' },
      { path: paths.classifier, permission: 'rules.read' },
      { path: paths.campusRules, permission: 'rules.read' },
    ],
  },
  {
    name: 'announcements',
    pages: [{ path: paths.announcements, permission: 'announcements.write' }],
  },
  {
    name: 'boards',
    pages: [
      { path: paths.boards, permission: 'boards.write' },
      { path: paths.boardReports, permission: 'boards.moderate' },
      { path: paths.boardHidden, permission: 'boards.moderate' },
      { path: paths.boardOpenings, permission: 'boards.open' },
      { path: paths.boardHolders, permission: 'boards.keys' },
    ],
  },
  {
    name: 'members',
    pages: [
      { path: paths.members(), permission: 'reports.read' },
      { path: paths.registrations, permission: 'registrations.approve' },
      { path: paths.invitations, permission: 'invitations.write' },
    ],
  },
  {
    name: 'universities',
    pages: [
      { path: paths.universities, permission: 'universities.write' },
      { path: paths.acceptedCampuses, permission: 'imports.write' },
    ],
  },
  { name: 'campus', pages: [{ path: paths.campus, permission: 'campus.write' }] },
  { name: 'legal', pages: [{ path: paths.legal, permission: 'legal.write' }] },
  { name: 'roles', pages: [{ path: paths.roles, permission: 'roles.write' }] },
  { name: 'approvals', pages: [{ path: paths.approvals, permission: 'approvals.stop' }] },
  { name: 'log', pages: [{ path: paths.log(), permission: 'audit.read' }] },
];

export interface OpenSection {
  name: SectionName;
  href: string;
  /** Paths of all its pages. */
  pagePaths: readonly string[];
}

/** The sections that somebody with these permissions can see, with the first page that they may open. Without React: tests of the server read it. */
export const sectionsFor = (permissions: readonly string[]): OpenSection[] =>
  SECTIONS.flatMap(({ name, pages }) => {
    const first = pages.find(({ permission }) => permissions.includes(permission));
    return first ? [{ name, href: first.path, pagePaths: pages.map(({ path }) => path) }] : [];
  });
