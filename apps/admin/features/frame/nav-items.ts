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
import { type OpenSection, type SectionName, sectionsFor } from './nav-sections.ts';

export interface NavItem extends OpenSection {
  Icon: ComponentType<{ className?: string }>;
}

const ICONS: Record<SectionName, NavItem['Icon']> = {
  overview: Activity,
  statistics: ChartColumn,
  system: ChartLine,
  reports: Flag,
  moderationLog: FileCheck,
  rules: ListChecks,
  announcements: Megaphone,
  boards: StickyNote,
  members: Users,
  universities: Landmark,
  campus: School,
  legal: Scale,
  roles: KeyRound,
  approvals: UserCheck,
  log: ScrollText,
};

/** The sections that somebody with these permissions can see, with their icons. */
export const navItemsFor = (permissions: readonly string[]): NavItem[] =>
  sectionsFor(permissions).map((section) => ({ ...section, Icon: ICONS[section.name] }));
