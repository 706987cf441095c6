import './tables.ts';
import type { ServiceModule } from '../../platform/module.ts';
import { suspend } from './administration/suspending.ts';
import { audit } from './audit/index.ts';
import { mailTo } from './letters/others.ts';
import { hashPassword } from './password-hash.ts';
import { rename } from './rename/service.ts';
import { holdActive } from './roles/queries.ts';
import { grantRole, makeOwner } from './roles/service.ts';
import { onViewerChange } from './sign-in/changes.ts';
import { goodSessions, identify, identifyUntil, listenForChanges } from './sign-in/identify.ts';
import { tellViewerChanged } from './sign-in/sessions.ts';
import { loadCatalogue, openUniversity } from './universities/service.ts';

export type { AuditEntry } from './audit/index.ts';
export type { LetterParts } from './letters/frame.ts';

/** The door: who somebody is, what they may, and the log of what was done. */
export const auth = {
  name: 'auth',
  routes: [
    () => import('./joining/routes.ts'),
    () => import('./sign-in/routes.ts'),
    () => import('./mfa/routes.ts'),
    () => import('./proof/routes.ts'),
    () => import('./administration/routes.ts'),
  ],
  work: [() => import('./jobs.ts')],
  listen: listenForChanges,
  identify,
  identifyUntil,
  goodSessions,
  audit,
  rename,
  suspend,
  holdActive,
  grantRole,
  makeOwner,
  hashPassword,
  loadCatalogue,
  openUniversity,
  tellViewerChanged,
  onViewerChange,
  mailTo,
} satisfies ServiceModule & Record<string, unknown>;
