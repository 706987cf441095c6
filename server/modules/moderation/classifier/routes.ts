import { z } from 'zod';
import type { Context } from '../../../platform/context.ts';
import type { App } from '../../../platform/http/types.ts';
import { Uuid } from '../../../platform/uuid.ts';
import { CaseAssessment, Classifier, ClassifierBody } from './schemas.ts';
import { assessCase, getClassifier, switchClassifier } from './service.ts';

const tags = ['Admin'];

export function routes(app: App, ctx: Context): void {
  app.get(
    '/admin/classifier',
    {
      config: { permission: 'rules.read' },
      schema: {
        tags,
        summary: 'Get what the classifier of the queue has learnt from, and how often moderators agreed',
        response: { 200: Classifier },
      },
    },
    () => getClassifier(ctx),
  );
  app.put(
    '/admin/classifier',
    {
      config: { permission: 'rules.write', problems: { 409: ['classifier_not_trained'] } },
      schema: {
        tags,
        summary: 'Switch the classifier of the queue on or off',
        body: ClassifierBody,
        response: { 200: Classifier },
      },
    },
    ({ viewer, body, origin }) => switchClassifier(ctx, viewer, body.isOn, origin),
  );
  app.get(
    '/admin/reports/:id/assessment',
    {
      config: { permission: 'reports.read', problems: { 404: ['report_not_found'] } },
      schema: {
        tags,
        summary: 'Get what the classifier makes of an open report case, and why',
        params: z.strictObject({ id: Uuid }),
        response: { 200: CaseAssessment },
      },
    },
    ({ viewer, params }) => assessCase(ctx, viewer, params.id),
  );
}
