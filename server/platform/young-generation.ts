import { setFlagsFromString } from 'node:v8';

/**
 * V8 doubles the young generation when much of it survives, up to 32 MB. Loading code makes it grow that far, and it stays so. Call
 * this before the code is loaded: what survives then moves to the old generation.
 */
export const keepYoungGenerationSmall = (): void => setFlagsFromString('--semi-space-growth-factor=1');

/** Lets the young generation grow with the load, which makes collections rare. */
export const letYoungGenerationGrow = (): void => setFlagsFromString('--semi-space-growth-factor=2');
