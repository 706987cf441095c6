import { authKinds } from '@chitlaq/text/notifications';
import type { ServiceModule } from '../../platform/module.ts';

/** Identity: registration, sign-in, sessions, roles, and the audit log. */
export const authModule = {
  name: 'auth',
  role: 'auth',
  schemas: ['auth'],
  routes: [
    () => import('./registration/routes.ts'),
    () => import('./sign-in/routes.ts'),
    () => import('./mfa/routes.ts'),
    () => import('./passkeys/routes.ts'),
    () => import('./security-events/routes.ts'),
    () => import('./address/routes.ts'),
    () => import('./credentials/routes.ts'),
    () => import('./legal/routes.ts'),
    () => import('./campus/routes.ts'),
    () => import('./archive-keys/routes.ts'),
    () => import('./administration/routes.ts'),
    () => import('./suspended-mailboxes/routes.ts'),
    () => import('./custom-roles/routes.ts'),
    () => import('./applications/routes.ts'),
    () => import('./invitations/routes.ts'),
    () => import('./invitations/batches.routes.ts'),
    () => import('./approvals/routes.ts'),
    () => import('./deactivation/routes.ts'),
    () => import('./deliverability/routes.ts'),
  ],
  work: [() => import('./jobs.ts')],
  notificationKinds: authKinds,
  memberData: () => import('./member-data.ts'),
  subscribe: async (ctx) => {
    const { subscribeToViewerChanges } = await import('./sign-in/identify.ts');
    const { subscribeToCampusChanges } = await import('./campus/settings.ts');
    const stops = [await subscribeToViewerChanges(ctx), await subscribeToCampusChanges(ctx)];
    return async () => {
      for (const stop of stops) await stop();
    };
  },
} satisfies ServiceModule<'auth'>;
