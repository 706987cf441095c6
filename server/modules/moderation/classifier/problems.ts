import { Problem } from '../../../platform/problem.ts';

export const classifierNotTrained = () =>
  new Problem(409, 'classifier_not_trained', 'The classifier has not learnt from enough decisions yet.');
