'use client';

import { ProblemError, type Schemas } from '@chitlaq/client';
import { api } from '../../lib/api.ts';
import { describeFiles } from './describe-files.ts';
import { type LocalCopy, placeOf, readCopy, writeCopy } from './local-copy.ts';
import {
  type About,
  type Attachment,
  type DraftPost,
  fromDraftPost,
  isBlank,
  placeholder,
  toDraftPost,
  toNewPost,
  type Written,
} from './written.ts';

const SAVE_AFTER_MS = 2_000;

/**
 * Where what is written stands: nothing there · on this device alone · on its way · on the server · changed on another
 * device, too · refused by the server, for the reason in `problem`.
 */
export type Keeping = 'nothing' | 'here' | 'saving' | 'kept' | 'changed' | 'refused';

export interface WritingState {
  written: Written;
  keeping: Keeping;
  problem?: unknown;
  /** The draft on the server that this continues. */
  draftId?: string | undefined;
}

export interface WritingOptions {
  memberId: string;
  /** What makes it another text than the others: `post`, `reply:<id>` … */
  subject: string;
  about: About;
  start: Written;
  /** Whether the server keeps it as a draft; else this browser alone. */
  isDraft: boolean;
  /** What it begins with, where it is not blank. */
  from?: DraftPost | undefined;
}

/** One text in the making. There is one per subject: whoever shows it, in a page or in a sheet, shows the same. */
export type Writing = ReturnType<typeof openWriting>;

const open = new Map<string, Writing>();

let isAttended = false;
/** Saves what is unfinished when one looks away or is connected again, and hears what other tabs do. */
function attend(): void {
  if (isAttended) return;
  isAttended = true;
  const saveAll = () => {
    for (const writing of open.values()) void writing.save();
  };
  window.addEventListener('online', saveAll);
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') saveAll();
  });
  window.addEventListener('storage', ({ key, newValue }) => {
    if (key !== null) open.get(key)?.hear(newValue);
  });
}

/** The one text of this member about this subject, as this browser last had it. */
export function writingOf(options: WritingOptions): Writing {
  const place = placeOf(options.memberId, options.subject);
  attend();
  const found = open.get(place) ?? openWriting(place, options);
  open.set(place, found);
  return found;
}

/** Saves all that waits for it, and drops what is open: before its member leaves. */
export async function closeWritings(): Promise<void> {
  const all = [...open.values()];
  open.clear();
  await Promise.all(all.map((writing) => writing.save()));
}

function openWriting(place: string, { about, start, isDraft, from }: WritingOptions) {
  let state: WritingState = { written: start, keeping: 'nothing' };
  let draft: LocalCopy['draft'];
  /** As the server last had it, in JSON. */
  let kept = '';
  let unanswered: LocalCopy['unanswered'];
  let sending: { said: string; key: string } | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let line: Promise<unknown> = Promise.resolve();
  const listeners = new Set<() => void>();

  const set = (next: Partial<WritingState>) => {
    state = { ...state, ...next, draftId: draft?.id };
    for (const listen of listeners) listen();
  };
  const said = () => JSON.stringify(toDraftPost(state.written, about));
  const isDirty = () => (draft || unanswered ? said() !== kept : !isBlank(state.written));
  const areAltsNew = () =>
    state.written.files.some(
      ({ media, alt }) => media && alt !== undefined && alt.trim() !== (media.alt ?? ''),
    );
  const isUnsaved = () => isDirty() || areAltsNew();
  const keepHere = () => {
    const alts = Object.fromEntries(
      state.written.files.flatMap(({ media, alt }) => (media && alt !== undefined ? [[media.id, alt]] : [])),
    );
    const post = toDraftPost(state.written, about);
    const isGone = isBlank(state.written) && !draft && !unanswered;
    writeCopy(place, isGone ? undefined : { post, alts, draft, unanswered, isDirty: isUnsaved() });
  };
  const reset = (written: Written = start) => {
    clearTimeout(timer);
    draft = undefined;
    unanswered = undefined;
    sending = undefined;
    kept = '';
    set({ written, keeping: 'nothing', problem: undefined });
    keepHere();
  };
  /** One thing at a time: what is sent later knows the answer to what was sent before. */
  const inLine = <T>(work: () => Promise<T>): Promise<T> => {
    const next = line.then(work, work);
    line = next.catch(() => undefined);
    return next;
  };

  /** A draft knows its files by their ids alone. */
  const lookUp = async (files: readonly Attachment[]) => {
    for (const { key } of files) {
      try {
        const media = await api.get('/media/{id}', { path: { id: key } });
        changeFile(key, { media, address: media.previewUrl ?? media.url ?? undefined });
      } catch (error) {
        if (error instanceof ProblemError && error.status === 404) dropFile(key);
      }
    }
  };
  const dropFile = (key: string) => changeFiles((files) => files.filter((file) => file.key !== key));
  const changeFile = (key: string, change: Partial<Attachment>) =>
    changeFiles(
      (files) => files.map((file) => (file.key === key ? { ...file, ...change } : file)),
      'unheard',
    );

  /** @param how  `unheard` is no change of the writer's own */
  function change(part: Partial<Written>, how: 'typed' | 'unheard' = 'typed'): void {
    const wasClean = !isDirty();
    set({ written: { ...state.written, ...part } });
    if (how === 'unheard' && wasClean && draft) kept = said();
    keepHere();
    if (isDraft && isUnsaved() && state.keeping !== 'changed') {
      set({ keeping: 'here', problem: undefined });
      clearTimeout(timer);
      timer = setTimeout(() => void save(), SAVE_AFTER_MS);
    }
  }
  function changeFiles(to: (files: Attachment[]) => Attachment[], how?: 'unheard'): void {
    change({ files: to(state.written.files) }, how);
  }

  /** Shows what the server or another tab has; nothing of the writer's own may be lost by it. */
  function take(post: DraftPost, from: LocalCopy['draft'], alts: Record<string, string> = {}): void {
    const known = new Map(state.written.files.map((file) => [file.media?.id ?? file.key, file]));
    draft = from;
    unanswered = undefined;
    const written = fromDraftPost(post);
    const files = written.files.map((file) => ({
      ...(known.get(file.key) ?? { ...file, media: placeholder(file.key) }),
      ...(alts[file.key] === undefined ? {} : { alt: alts[file.key] }),
    }));
    set({ written: { ...written, files }, keeping: from ? 'kept' : 'here', problem: undefined });
    kept = from ? said() : '';
    if (isDraft) keepHere();
    void lookUp(files.filter(({ address }) => !address));
  }

  const describe = async () => {
    for (const { key, media } of await describeFiles(state.written.files)) changeFile(key, { media });
  };

  /** Sends to the server what it does not have yet. @throws ProblemError */
  async function put(post: DraftPost): Promise<void> {
    await describe();
    if (!draft) {
      unanswered ??= { key: crypto.randomUUID(), post };
      // The page may go before the answer comes.
      keepHere();
      const made = await api
        .post('/drafts', { body: { post: unanswered.post }, idempotencyKey: unanswered.key })
        .catch((error: unknown) => {
          // Refused, not unheard: there is nothing to find again.
          if (error instanceof ProblemError && error.status >= 400 && error.status < 500)
            unanswered = undefined;
          throw error;
        });
      draft = { id: made.id, updatedAt: made.updatedAt };
      kept = JSON.stringify(unanswered?.post);
      unanswered = undefined;
    }
    if (JSON.stringify(post) === kept) return;
    const path = { id: draft.id };
    const saved = await api.put('/drafts/{id}', { path, body: { post, updatedAt: draft.updatedAt } });
    draft = { id: saved.id, updatedAt: saved.updatedAt };
    kept = JSON.stringify(post);
  }

  async function drop(): Promise<void> {
    if (!draft) return;
    const { id } = draft;
    await api.delete('/drafts/{id}', { path: { id } }).catch((error: unknown) => {
      if (!(error instanceof ProblemError) || error.status !== 404) throw error;
    });
    draft = undefined;
    kept = '';
  }

  const saveOnce = async () => {
    clearTimeout(timer);
    if (!isDraft || state.keeping === 'changed') return;
    if (!isUnsaved()) return;
    set({ keeping: 'saving' });
    try {
      if (isBlank(state.written)) {
        await drop();
        set({ keeping: 'nothing' });
      } else {
        await put(toDraftPost(state.written, about));
        set({ keeping: isUnsaved() ? 'here' : 'kept', problem: undefined });
      }
    } catch (error) {
      const code = error instanceof ProblemError ? error.code : '';
      const status = error instanceof ProblemError ? error.status : 0;
      if (code === 'draft_not_found') {
        // Deleted elsewhere, while here it is written on: it becomes a draft of its own.
        draft = undefined;
        kept = '';
        set({ keeping: 'here' });
        timer = setTimeout(() => void save(), SAVE_AFTER_MS);
      } else if (code === 'draft_changed') set({ keeping: 'changed' });
      else if (status >= 400 && status < 500) set({ keeping: 'refused', problem: error });
      else set({ keeping: 'here', problem: undefined });
    }
    keepHere();
  };
  /** Saves now what would be saved in a moment. Never fails: what cannot be saved stays on this device, and says so. */
  const save = () => inLine(saveOnce);

  const keyOf = (body: unknown): string => {
    const words = JSON.stringify(body);
    if (sending?.said !== words) sending = { said: words, key: crypto.randomUUID() };
    return sending.key;
  };

  /** Sends it, to be taken back for some seconds if one likes that; what is refused stays as it is. @throws ProblemError */
  const publish = () =>
    inLine(async () => {
      clearTimeout(timer);
      const post = toNewPost(state.written, about);
      await describe();
      const key = keyOf(post);
      try {
        if (draft || unanswered) await put(post);
        const made = draft
          ? await api.post('/drafts/{id}/hold', { path: { id: draft.id }, idempotencyKey: key })
          : await api.post('/held-posts', { body: post, idempotencyKey: key });
        reset();
        return made;
      } catch (error) {
        const code = error instanceof ProblemError ? error.code : '';
        // Published or deleted on another device: whoever presses again means a new post.
        if (code === 'draft_not_found') draft = undefined;
        set({ keeping: code === 'draft_changed' ? 'changed' : draft && !isDirty() ? 'kept' : 'here' });
        keepHere();
        throw error;
      }
    });

  /** Lets it be published at a time. @throws ProblemError */
  const schedule = (at: Date) =>
    inLine(async () => {
      clearTimeout(timer);
      const post = toNewPost(state.written, about);
      await describe();
      if (unanswered) await put(post);
      // The draft gives its files free for what is scheduled.
      await drop();
      keepHere();
      const body = { post, scheduledFor: at.toISOString() };
      try {
        await api.post('/scheduled-posts', { body, idempotencyKey: keyOf(body) });
      } catch (error) {
        change({});
        throw error;
      }
      reset();
    });

  /** After a change on another device: goes on with what is here, or with what is there. */
  const settle = (choice: 'here' | 'there') =>
    inLine(async () => {
      if (!draft) return;
      const theirs = await api.get('/drafts/{id}', { path: { id: draft.id } }).catch((error: unknown) => {
        if (error instanceof ProblemError && error.status === 404) return undefined;
        throw error;
      });
      const seen = theirs && { id: theirs.id, updatedAt: theirs.updatedAt };
      if (choice === 'there') return theirs ? take(theirs.post, seen) : reset();
      draft = seen;
      kept = theirs ? JSON.stringify(theirs.post) : '';
      set({ keeping: 'here' });
      await saveOnce();
    });

  /**
   * Goes on with a draft from the list, or with what was taken back and is none. What stands here is saved first.
   * @returns false where it could not be
   */
  const goOn = (next: Pick<Schemas['Draft'], 'post'> & Partial<Schemas['Draft']>) =>
    inLine(async () => {
      if (draft && draft.id === next.id) return true;
      await saveOnce();
      if (isDirty()) return false;
      const { id, updatedAt } = next;
      take(next.post, id && updatedAt ? { id, updatedAt } : undefined);
      return true;
    });

  /** Drops the text with its draft, as after it was deleted from the list. */
  const forget = (draftId: string) => {
    if (draft?.id === draftId) reset();
  };

  /** What another device has done to the draft since this one saw it; only where nothing here would be lost. */
  const look = () =>
    inLine(async () => {
      if (!draft || isDirty()) return;
      const seen = draft;
      const found = await api.get('/drafts/{id}', { path: { id: seen.id } }).catch((error: unknown) => error);
      if (draft !== seen || isDirty()) return;
      if (found instanceof ProblemError && found.status === 404) reset();
      if (found instanceof Error) return;
      const { post, updatedAt } = found as Schemas['Draft'];
      if (updatedAt !== seen.updatedAt) take(post, { id: seen.id, updatedAt });
    });

  const adopt = (copy: LocalCopy) => {
    take(copy.post, copy.draft, copy.alts);
    unanswered = copy.unanswered;
    if (copy.isDirty) kept = '';
  };
  const copy = readCopy(place);
  if (copy) {
    adopt(copy);
    if (isDraft) void (copy.isDirty ? save() : look());
  } else if (from) take(from, undefined);
  /** Another tab writes on: this one shows the same, and saves nothing over it. */
  const hear = (text: string | null) => {
    clearTimeout(timer);
    const theirs = readCopy(place, text);
    if (theirs) adopt(theirs);
    else if (text === null) reset();
  };

  return {
    state: () => state,
    subscribe: (listen: () => void) => {
      listeners.add(listen);
      return () => {
        listeners.delete(listen);
      };
    },
    change: (part: Partial<Written>) => change(part),
    changeFiles: (to: (files: Attachment[]) => Attachment[]) => changeFiles(to),
    describe,
    save,
    publish,
    schedule,
    settle,
    goOn,
    forget,
    hear,
    reset: () => reset(),
  };
}
