import {
  Activity,
  ChartColumn,
  ChartLine,
  FileCheck,
  Flag,
  KeyRound,
  Landmark,
  ListChecks,
  Megaphone,
  Scale,
  School,
  ScrollText,
  StickyNote,
  UserCheck,
  Users,
} from 'lucide-react';
import type { ComponentType } from 'react';
import { paths } from '../../lib/paths.ts';

type Name =
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
  name: Name;
  Icon: ComponentType<{ className?: string }>;
  /** Its pages and the permission that each needs; the item leads to the first one that the viewer may see. */
  pages: readonly { path: string; permission: string }[];
}

export interface NavItem extends Pick<Section, 'name' | 'Icon'> {
  href: string;
  /** Paths of all its pages. */
  pagePaths: readonly string[];
}

const SECTIONS: readonly Section[] = [
  { name: 'overview', Icon: Activity, pages: [{ path: paths.overview, permission: 'overview.read' }] },
  { name: 'statistics', Icon: ChartColumn, pages: [{ path: paths.statistics, permission: 'overview.read' }] },
  {
    name: 'system',
    Icon: ChartLine,
    pages: [
      { path: paths.system, permission: 'overview.read' },
      { path: paths.jobs, permission: 'jobs.write' },
    ],
  },
  {
    name: 'reports',
    Icon: Flag,
    pages: [
      { path: paths.reports, permission: 'reports.read' },
      { path: paths.hashtags, permission: 'hashtags.hide' },
      { path: paths.pictures, permission: 'fingerprints.write' },
      { path: paths.bulkActs, permission: 'reports.resolve' },
    ],
  },
  {
    name: 'moderationLog',
    Icon: FileCheck,
    pages: [{ path: paths.moderationLog, permission: 'moderation_log.read' }],
  },
  {
    name: 'rules',
    Icon: ListChecks,
    pages: [
      { path: paths.automaticRules, permission: 'rules.read' },
      { path: paths.classifier, permission: 'rules.read' },
      { path: paths.campusRules, permission: 'rules.read' },
    ],
  },
  {
    name: 'announcements',
    Icon: Megaphone,
    pages: [{ path: paths.announcements, permission: 'announcements.write' }],
  },
  {
    name: 'boards',
    Icon: StickyNote,
    pages: [
      { path: paths.boards, permission: 'boards.write' },
      { path: paths.boardReports, permission: 'boards.moderate' },
      { path: paths.boardOpenings, permission: 'boards.open' },
      { path: paths.boardHolders, permission: 'boards.keys' },
    ],
  },
  {
    name: 'members',
    Icon: Users,
    pages: [
      { path: paths.members(), permission: 'reports.read' },
      { path: paths.registrations, permission: 'registrations.approve' },
      { path: paths.invitations, permission: 'invitations.write' },
    ],
  },
  {
    name: 'universities',
    Icon: Landmark,
    pages: [
      { path: paths.universities, permission: 'universities.write' },
      { path: paths.acceptedCampuses, permission: 'imports.write' },
    ],
  },
  { name: 'campus', Icon: School, pages: [{ path: paths.campus, permission: 'campus.write' }] },
  { name: 'legal', Icon: Scale, pages: [{ path: paths.legal, permission: 'legal.write' }] },
  { name: 'roles', Icon: KeyRound, pages: [{ path: paths.roles, permission: 'roles.write' }] },
  { name: 'approvals', Icon: UserCheck, pages: [{ path: paths.approvals, permission: 'approvals.stop' }] },
  { name: 'log', Icon: ScrollText, pages: [{ path: paths.log(), permission: 'audit.read' }] },
];

/** The sections that somebody with these permissions can see, with the first page that they may open. */
export const navItemsFor = (permissions: readonly string[]): NavItem[] =>
  SECTIONS.flatMap(({ name, Icon, pages }) => {
    const first = pages.find(({ permission }) => permissions.includes(permission));
    return first ? [{ name, Icon, href: first.path, pagePaths: pages.map(({ path }) => path) }] : [];
  });
