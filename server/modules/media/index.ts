import './tables.ts';
import type { ServiceModule } from '../../platform/module.ts';
import {
  archiveUrl,
  clearWork,
  dropArchive,
  forgoArchive,
  keepArchive,
  packable,
  roomFor,
  storeArchive,
  workFolder,
} from './archives.ts';
import {
  attach,
  detach,
  erase,
  ever,
  move,
  narrowed,
  of,
  portrait,
  revise,
  share,
  signed,
  urlOf,
} from './attaching/service.ts';
import { listenForClosings } from './objects/known.ts';

export type { Packable } from './archives.ts';
export { Media } from './schemas.ts';
export type { Subject, SubjectType } from './shapes.ts';

export const media = {
  name: 'media',
  routes: [() => import('./routes.ts')],
  files: () => import('./serving.ts'),
  work: [() => import('./jobs.ts')],
  listen: listenForClosings,
  attach,
  revise,
  detach,
  erase,
  move,
  narrowed,
  share,
  of,
  ever,
  portrait,
  signed,
  urlOf,
  packable,
  workFolder,
  clearWork,
  roomFor,
  storeArchive,
  keepArchive,
  forgoArchive,
  dropArchive,
  archiveUrl,
} satisfies ServiceModule & Record<string, unknown>;
