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
  of,
  portrait,
  revise,
  setPrivate,
  share,
  urlOf,
} from './attaching/service.ts';
import { crons, jobs } from './jobs.ts';
import { listenForRemovals } from './objects/known.ts';
import { routes } from './routes.ts';
import { files } from './serving.ts';

export type { Packable } from './archives.ts';
export { Media } from './schemas.ts';
export type { Subject, SubjectType } from './shapes.ts';

export const media = {
  name: 'media',
  routes,
  files,
  jobs,
  crons,
  listen: listenForRemovals,
  attach,
  revise,
  detach,
  erase,
  move,
  setPrivate,
  share,
  of,
  ever,
  portrait,
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
