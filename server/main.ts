import { keepYoungGenerationSmall } from './platform/young-generation.ts';

// Before the code of the process is loaded, so its import is not static.
keepYoungGenerationSmall();
await import('./run.ts');
