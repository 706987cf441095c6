import { afterAll } from 'vitest';
import { closeContexts } from './shared.ts';

afterAll(closeContexts);
