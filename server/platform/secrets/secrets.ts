import { createSecretKey, hkdfSync, type KeyObject } from 'node:crypto';
import { type DerivedPurpose, KEPT, type KeptPurpose } from './purposes.ts';

/** A file is read again at most this often. */
const LOOK_AGAIN_MS = 1_000;
/** A file that is being written may be empty for a moment. Its keys are at least this long. */
const MIN_KEY_LENGTH = 32;

/** The keys in the value of SECRET_KEY: one per line, the newest first. */
export const splitKeys = (text: string): string[] => text.split(/\r?\n/).filter((line) => line !== '');

/**
 * Keys. Separate from the settings, so that they are never logged or serialised.
 *
 * SECRET_KEY is a list: the first key makes what is new, all of them are accepted. If it comes from a file, the file is read again
 * when it changes, so that a key is replaced without a restart.
 */
export class Secrets {
  readonly #read: (() => string) | undefined;
  #text: string;
  #masters: readonly string[] = [];
  #lookedAt = performance.now();
  /** Files are signed at each page of posts, and there are few purposes. */
  readonly #derived = new Map<string, KeyObject[]>();
  readonly #kept = new Map<KeptPurpose, KeyObject>();

  /** @param source  the value of SECRET_KEY, or a function that reads it again */
  constructor(source: string | (() => string)) {
    this.#read = typeof source === 'string' ? undefined : source;
    this.#text = typeof source === 'string' ? source : source();
    this.#use(this.#text);
  }

  /** The key for one purpose that new things are made with. The same in every process. */
  key(purpose: DerivedPurpose): KeyObject {
    return this.#all(purpose)[0] as KeyObject; // there is always a master
  }

  /** All keys for one purpose that are accepted, the newest first. */
  keys(purpose: DerivedPurpose): readonly KeyObject[] {
    return this.#all(purpose);
  }

  /** A key that a new SECRET_KEY does not change. */
  kept(purpose: KeptPurpose): KeyObject {
    return this.#kept.get(purpose) ?? this.legacyKept(purpose);
  }

  /** What a key was before it was kept. */
  legacyKept(purpose: KeptPurpose): KeyObject {
    return this.#all(KEPT[purpose])[0] as KeyObject; // there is always a master
  }

  /** Sets a key that the database keeps. */
  keep(purpose: KeptPurpose, value: Buffer): void {
    this.#kept.set(purpose, createSecretKey(value));
  }

  /** Whether older keys are still accepted. */
  get hasOlder(): boolean {
    this.#lookAgain();
    return this.#masters.length > 1;
  }

  /** HKDF-SHA256, 256 bits each. */
  #all(purpose: string): KeyObject[] {
    this.#lookAgain();
    let keys = this.#derived.get(purpose);
    if (keys === undefined) {
      keys = this.#masters.map((master) =>
        createSecretKey(Buffer.from(hkdfSync('sha256', Buffer.from(master), 'chitlaq', purpose, 32))),
      );
      this.#derived.set(purpose, keys);
    }
    return keys;
  }

  #lookAgain(): void {
    if (this.#read === undefined || performance.now() - this.#lookedAt < LOOK_AGAIN_MS) return;
    this.#lookedAt = performance.now();
    let text: string;
    try {
      text = this.#read();
    } catch {
      return; // the keys that we have are right until there are others
    }
    if (text === this.#text || !splitKeys(text).every((key) => key.length >= MIN_KEY_LENGTH)) return;
    if (splitKeys(text).length > 0) this.#use(text);
  }

  #use(text: string): void {
    this.#text = text;
    const keys = splitKeys(text);
    this.#masters = keys.length > 0 ? keys : [''];
    this.#derived.clear();
  }

  toJSON() {
    return '[secrets]';
  }
}
