import { createRequire } from 'node:module';

export const axePath = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
