import type { Sweep } from '../../platform/job-handlers.ts';
import { announceDue } from './administration/announcing.ts';
import { keepFiguresOfEnded } from './administration/figures.ts';

export const sweeps: Sweep[] = [
  { name: 'announcements.announceDue', everyMs: 5_000, run: announceDue },
  { name: 'announcements.keepFigures', everyMs: 60_000, run: keepFiguresOfEnded },
];
export const jobs = {};
