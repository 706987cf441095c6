import type { ServiceModule } from '../../platform/module.ts';

/** What members see of themselves, from every module. No module imports it. */
export const meModule = {
  name: 'me',
  role: 'auth',
  schemas: [],
  routes: [() => import('./routes.ts'), () => import('./invitations/routes.ts')],
  work: [() => import('./jobs.ts')],
  on: {
    'moderation.decided': ['me.decided'],
    'moderation.decision_undone': ['me.decisionUndone'],
    'moderation.appeal_decided': ['me.appealDecided'],
    'social.followed': ['me.followed'],
  },
} satisfies ServiceModule<'me'>;
