import './tables.ts';
import type { ServiceModule } from '../../platform/module.ts';
import { routes as administrationRoutes } from './administration/routes.ts';
import { suspend } from './administration/suspending.ts';
import { audit } from './audit/index.ts';
import { crons, jobs } from './jobs.ts';
import { routes as joiningRoutes } from './joining/routes.ts';
import { mailTo } from './letters/others.ts';
import { routes as mfaRoutes } from './mfa/routes.ts';
import { hashPassword } from './password-hash.ts';
import { routes as proofRoutes } from './proof/routes.ts';
import { rename } from './rename/service.ts';
import { holdActive } from './roles/queries.ts';
import { grantRole, makeOwner } from './roles/service.ts';
import { onViewerChange } from './sign-in/changes.ts';
import { goodSessions, identify, identifyUntil, listenForChanges } from './sign-in/identify.ts';
import { routes as signInRoutes } from './sign-in/routes.ts';
import { tellViewerChanged } from './sign-in/sessions.ts';
import { loadCatalogue, openUniversity } from './universities/service.ts';

export type { AuditEntry } from './audit/index.ts';
export type { LetterParts } from './letters/frame.ts';

/** The door: who somebody is, what they may, and the log of what was done. */
export const auth = {
  name: 'auth',
  routes: (app, ctx) => {
    joiningRoutes(app, ctx);
    signInRoutes(app, ctx);
    mfaRoutes(app, ctx);
    proofRoutes(app, ctx);
    administrationRoutes(app, ctx);
  },
  jobs,
  crons,
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
