import { z } from 'zod';
import { PLAIN_FEATURES } from './features.ts';

export const TrainingResult = z
  .enum(['taken', 'worse', 'unchanged', 'too_few'])
  .describe('`worse`: the model before it did clearly better on the newest decisions and stays');
export type TrainingResult = z.infer<typeof TrainingResult>;

const share = z.number().min(0).max(1);

export const Classifier = z
  .object({
    isOn: z.boolean().describe('Whether it sorts the queue and gives second looks; never without a model'),
    needed: z.number().int().describe('Decisions of each kind that a training needs'),
    upheld: z
      .number()
      .int()
      .describe('Posts that moderators acted on, of those that the last training found'),
    dismissed: z.number().int().describe('Posts whose case they dismissed'),
    lastTraining: z.object({ at: z.iso.datetime(), result: TrainingResult }).nullable(),
    model: z
      .object({
        trainedAt: z.iso.datetime(),
        upheld: z.number().int(),
        dismissed: z.number().int(),
        heldOut: z.number().int().describe('The newest decisions, which it did not learn from'),
        auc: share.describe(
          'How often it puts a post that was acted on before one that was not; 0.5 is chance',
        ),
        precision: share.nullable().describe('Of those that it is sure about, how many were acted on'),
        recall: share
          .nullable()
          .describe(
            'Of those that were acted on, how many it is sure about; null as well if it was not measured',
          ),
        givesSecondLook: z.boolean().describe('Whether it is sure about any'),
      })
      .nullable(),
    agreement: z
      .object({
        cases: z.number().int(),
        agreed: z.number().int(),
        high: z.number().int().describe('Cases that it was sure about: act'),
        highUpheld: z.number().int(),
        low: z.number().int().describe('Cases that it was sure about: dismiss'),
        lowDismissed: z.number().int(),
      })
      .describe('What moderators decided in the last 90 days about cases that it had read'),
  })
  .meta({ id: 'Classifier' });
export type Classifier = z.infer<typeof Classifier>;

export const ClassifierBody = z.strictObject({ isOn: z.boolean() });
export type ClassifierBody = z.infer<typeof ClassifierBody>;

const weight = z.number().describe('Above 0: for acting; below: against');

export const CaseAssessment = z
  .object({
    assessment: z
      .object({
        likelihood: share,
        leaning: z.enum(['act', 'dismiss']).nullable().describe('What it is sure about, if anything'),
        text: z.string().describe('What was read: the post, its content warning and its poll'),
        reasons: z
          .array(z.object({ start: z.number().int(), end: z.number().int(), weight }))
          .describe('Parts of `text`, in UTF-16 units'),
        features: z.array(z.object({ feature: z.enum(PLAIN_FEATURES), weight })),
        learntFrom: z.number().int().describe('Decisions that the model learnt from'),
      })
      .nullable()
      .describe(
        'Null if it is off, or does not read this: messages, members, posts for followers, the viewer’s own case',
      ),
  })
  .meta({ id: 'CaseAssessment' });
export type CaseAssessment = z.infer<typeof CaseAssessment>;
