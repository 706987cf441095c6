import type { Context } from '../../../platform/context.ts';
import type { App } from '../../../platform/http/types.ts';
import { changeRules, listManagedRules } from './editing.ts';
import { CampusRules, ManagedCampusRules, RulesBody } from './schemas.ts';
import { listRules } from './service.ts';

export function routes(app: App, ctx: Context): void {
  app.get(
    '/moderation/rules',
    {
      config: { caller: 'anyone' },
      schema: {
        tags: ['Moderation'],
        summary: 'List the rules of the campus',
        response: { 200: CampusRules },
      },
    },
    () => listRules(ctx),
  );
  app.get(
    '/admin/moderation/rules',
    {
      config: { permission: 'rules.read' },
      schema: {
        tags: ['Admin'],
        summary: 'List the rules of the campus, retired ones as well',
        response: { 200: ManagedCampusRules },
      },
    },
    () => listManagedRules(ctx),
  );
  app.put(
    '/admin/moderation/rules',
    {
      config: {
        permission: 'rules.write',
        problems: {
          403: ['reauthentication_required'],
          409: ['rules_changed'],
          422: ['required_rule_missing'],
        },
      },
      schema: {
        tags: ['Admin'],
        summary: 'Change the rules of the campus: texts, order, new and retired ones',
        body: RulesBody,
        response: { 200: ManagedCampusRules },
      },
    },
    ({ viewer, body, origin }) => changeRules(ctx, viewer, body, origin),
  );
}
