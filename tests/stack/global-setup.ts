import { writeSecrets } from './site.ts';
import { composeUp, installFiles, logs } from './stack.ts';

/** Brings the stack up once. The engine and the images are there already: tools/test-stack.mjs. */
export default async function setup() {
  installFiles();
  writeSecrets();
  try {
    await composeUp();
  } catch (error) {
    await logs();
    throw error;
  }
  return logs;
}
