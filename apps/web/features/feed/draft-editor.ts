'use client';

import { ProblemError, type Schemas } from '@chitlaq/client';
import { api } from '../../lib/api.ts';
import {
  type Attachment,
  type DraftContent,
  type DraftPost,
  fromDraftPost,
  isEmptyContent,
  type PostTarget,
  placeholderMedia,
  toDraftPost,
  toNewPost,
} from './draft-content.ts';
import { copyKey, type LocalCopy, readCopy, writeCopy } from './local-copy.ts';
import { saveDescriptions } from './save-descriptions.ts';

const SAVE_AFTER_MS = 2_000;

/**
 * Where what is written stands: nothing there · on this device alone · on its way · on the server · changed on another
 * device, too · refused by the server, for the reason in `problem`.
 */
export type SaveState = 'nothing' | 'here' | 'saving' | 'kept' | 'changed' | 'refused';

export interface DraftEditorState {
  draftContent: DraftContent;
  saveState: SaveState;
  problem?: unknown;
  /** The draft on the server that this continues. */
  draftId?: string | undefined;
}

export interface DraftEditorOptions {
  memberId: string;
  /** What makes it another text than the others: `post`, `reply:<id>` … */
  subject: string;
  target: PostTarget;
  initial: DraftContent;
  /** Whether the server keeps it as a draft; else this browser alone. */
  isDraft: boolean;
  /** What it begins with, where it is not blank. */
  from?: DraftPost | undefined;
}

/** One text in the making. There is one per subject: whoever shows it, in a page or in a sheet, shows the same. */
export type DraftEditor = ReturnType<typeof createDraftEditor>;

const editors = new Map<string, DraftEditor>();

let hasListeners = false;
/** Saves what is unfinished when one looks away or is connected again, and hears what other tabs do. */
function addWindowListeners(): void {
  if (hasListeners) return;
  hasListeners = true;
  const saveAll = () => {
    for (const draftEditor of editors.values()) void draftEditor.save();
  };
  window.addEventListener('online', saveAll);
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') saveAll();
  });
  window.addEventListener('storage', ({ key, newValue }) => {
    if (key !== null) editors.get(key)?.hear(newValue);
  });
}

/** The one text of this member about this subject, as this browser last had it. */
export function draftEditorFor(options: DraftEditorOptions): DraftEditor {
  const storageKey = copyKey(options.memberId, options.subject);
  addWindowListeners();
  const existing = editors.get(storageKey) ?? createDraftEditor(storageKey, options);
  editors.set(storageKey, existing);
  return existing;
}

/** Saves all that waits for it, and drops what is open: before its member leaves. */
export async function closeDraftEditors(): Promise<void> {
  const all = [...editors.values()];
  editors.clear();
  await Promise.all(all.map((draftEditor) => draftEditor.save()));
}

function createDraftEditor(storageKey: string, { target, initial, isDraft, from }: DraftEditorOptions) {
  let state: DraftEditorState = { draftContent: initial, saveState: 'nothing' };
  let draft: LocalCopy['draft'];
  /** As the server last had it, in JSON. */
  let savedJson = '';
  let pendingCreate: LocalCopy['pendingCreate'];
  let lastRequest: { currentJson: string; key: string } | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let queue: Promise<unknown> = Promise.resolve();
  const listeners = new Set<() => void>();

  const set = (next: Partial<DraftEditorState>) => {
    state = { ...state, ...next, draftId: draft?.id };
    for (const listener of listeners) listener();
  };
  const currentJson = () => JSON.stringify(toDraftPost(state.draftContent, target));
  const isDirty = () =>
    draft || pendingCreate ? currentJson() !== savedJson : !isEmptyContent(state.draftContent);
  const haveAltsChanged = () =>
    state.draftContent.files.some(
      ({ media, alt }) => media && alt !== undefined && alt.trim() !== (media.alt ?? ''),
    );
  const isUnsaved = () => isDirty() || haveAltsChanged();
  const saveLocally = () => {
    const alts = Object.fromEntries(
      state.draftContent.files.flatMap(({ media, alt }) =>
        media && alt !== undefined ? [[media.id, alt]] : [],
      ),
    );
    const post = toDraftPost(state.draftContent, target);
    const hasNothing = isEmptyContent(state.draftContent) && !draft && !pendingCreate;
    writeCopy(
      storageKey,
      hasNothing ? undefined : { post, alts, draft, pendingCreate, isDirty: isUnsaved() },
    );
  };
  const reset = (draftContent: DraftContent = initial) => {
    clearTimeout(timer);
    draft = undefined;
    pendingCreate = undefined;
    lastRequest = undefined;
    savedJson = '';
    set({ draftContent, saveState: 'nothing', problem: undefined });
    saveLocally();
  };
  /** One thing at a time: what is sent later knows the answer to what was sent before. */
  const enqueue = <T>(work: () => Promise<T>): Promise<T> => {
    const next = queue.then(work, work);
    queue = next.catch(() => undefined);
    return next;
  };

  /** A draft knows its files by their ids alone. */
  const loadFiles = async (files: readonly Attachment[]) => {
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

  /** @param origin  `unheard` is no change of the writer's own */
  function change(part: Partial<DraftContent>, origin: 'typed' | 'unheard' = 'typed'): void {
    const wasClean = !isDirty();
    set({ draftContent: { ...state.draftContent, ...part } });
    if (origin === 'unheard' && wasClean && draft) savedJson = currentJson();
    saveLocally();
    if (isDraft && isUnsaved() && state.saveState !== 'changed') {
      set({ saveState: 'here', problem: undefined });
      clearTimeout(timer);
      timer = setTimeout(() => void save(), SAVE_AFTER_MS);
    }
  }
  function changeFiles(to: (files: Attachment[]) => Attachment[], origin?: 'unheard'): void {
    change({ files: to(state.draftContent.files) }, origin);
  }

  /** Shows what the server or another tab has; nothing of the writer's own may be lost by it. */
  function replaceContent(
    post: DraftPost,
    from: LocalCopy['draft'],
    alts: Record<string, string> = {},
  ): void {
    const known = new Map(state.draftContent.files.map((file) => [file.media?.id ?? file.key, file]));
    draft = from;
    pendingCreate = undefined;
    const draftContent = fromDraftPost(post);
    const files = draftContent.files.map((file) => ({
      ...(known.get(file.key) ?? { ...file, media: placeholderMedia(file.key) }),
      ...(alts[file.key] === undefined ? {} : { alt: alts[file.key] }),
    }));
    set({ draftContent: { ...draftContent, files }, saveState: from ? 'kept' : 'here', problem: undefined });
    savedJson = from ? currentJson() : '';
    if (isDraft) saveLocally();
    void loadFiles(files.filter(({ address }) => !address));
  }

  const saveFileDescriptions = async () => {
    for (const { key, media } of await saveDescriptions(state.draftContent.files)) changeFile(key, { media });
  };

  /** Sends to the server what it does not have yet. @throws ProblemError */
  async function saveDraft(post: DraftPost): Promise<void> {
    await saveFileDescriptions();
    if (!draft) {
      pendingCreate ??= { key: crypto.randomUUID(), post };
      // The page may go before the answer comes.
      saveLocally();
      const created = await api
        .post('/drafts', { body: { post: pendingCreate.post }, idempotencyKey: pendingCreate.key })
        .catch((error: unknown) => {
          // Refused, not unheard: there is nothing to find again.
          if (error instanceof ProblemError && error.status >= 400 && error.status < 500)
            pendingCreate = undefined;
          throw error;
        });
      draft = { id: created.id, updatedAt: created.updatedAt };
      savedJson = JSON.stringify(pendingCreate?.post);
      pendingCreate = undefined;
    }
    if (JSON.stringify(post) === savedJson) return;
    const path = { id: draft.id };
    const saved = await api.put('/drafts/{id}', { path, body: { post, updatedAt: draft.updatedAt } });
    draft = { id: saved.id, updatedAt: saved.updatedAt };
    savedJson = JSON.stringify(post);
  }

  async function deleteDraft(): Promise<void> {
    if (!draft) return;
    const { id } = draft;
    await api.delete('/drafts/{id}', { path: { id } }).catch((error: unknown) => {
      if (!(error instanceof ProblemError) || error.status !== 404) throw error;
    });
    draft = undefined;
    savedJson = '';
  }

  const saveOnce = async () => {
    clearTimeout(timer);
    if (!isDraft || state.saveState === 'changed') return;
    if (!isUnsaved()) return;
    set({ saveState: 'saving' });
    try {
      if (isEmptyContent(state.draftContent)) {
        await deleteDraft();
        set({ saveState: 'nothing' });
      } else {
        await saveDraft(toDraftPost(state.draftContent, target));
        set({ saveState: isUnsaved() ? 'here' : 'kept', problem: undefined });
      }
    } catch (error) {
      const code = error instanceof ProblemError ? error.code : '';
      const status = error instanceof ProblemError ? error.status : 0;
      if (code === 'draft_not_found') {
        // Deleted elsewhere, while here it is written on: it becomes a draft of its own.
        draft = undefined;
        savedJson = '';
        set({ saveState: 'here' });
        timer = setTimeout(() => void save(), SAVE_AFTER_MS);
      } else if (code === 'draft_changed') set({ saveState: 'changed' });
      else if (status >= 400 && status < 500) set({ saveState: 'refused', problem: error });
      else set({ saveState: 'here', problem: undefined });
    }
    saveLocally();
  };
  /** Saves now what would be saved in a moment. Never fails: what cannot be saved stays on this device, and says so. */
  const save = () => enqueue(saveOnce);

  const idempotencyKeyFor = (body: unknown): string => {
    const json = JSON.stringify(body);
    if (lastRequest?.currentJson !== json) lastRequest = { currentJson: json, key: crypto.randomUUID() };
    return lastRequest.key;
  };

  /** Sends it, to be taken back for some seconds if one likes that; what is refused stays as it is. @throws ProblemError */
  const publish = () =>
    enqueue(async () => {
      clearTimeout(timer);
      const post = toNewPost(state.draftContent, target);
      await saveFileDescriptions();
      const key = idempotencyKeyFor(post);
      try {
        if (draft || pendingCreate) await saveDraft(post);
        const created = draft
          ? await api.post('/drafts/{id}/pending', { path: { id: draft.id }, idempotencyKey: key })
          : await api.post('/pending-posts', { body: post, idempotencyKey: key });
        reset();
        return created;
      } catch (error) {
        const code = error instanceof ProblemError ? error.code : '';
        // Published or deleted on another device: whoever presses again means a new post.
        if (code === 'draft_not_found') draft = undefined;
        set({ saveState: code === 'draft_changed' ? 'changed' : draft && !isDirty() ? 'kept' : 'here' });
        saveLocally();
        throw error;
      }
    });

  /** Lets it be published at a time. @throws ProblemError */
  const schedule = (at: Date) =>
    enqueue(async () => {
      clearTimeout(timer);
      const post = toNewPost(state.draftContent, target);
      await saveFileDescriptions();
      if (pendingCreate) await saveDraft(post);
      // The draft gives its files free for what is scheduled.
      await deleteDraft();
      saveLocally();
      const body = { post, scheduledFor: at.toISOString() };
      try {
        await api.post('/scheduled-posts', { body, idempotencyKey: idempotencyKeyFor(body) });
      } catch (error) {
        change({});
        throw error;
      }
      reset();
    });

  /** After a change on another device: goes on with what is here, or with what is there. */
  const resolveConflict = (choice: 'here' | 'there') =>
    enqueue(async () => {
      if (!draft) return;
      const remote = await api.get('/drafts/{id}', { path: { id: draft.id } }).catch((error: unknown) => {
        if (error instanceof ProblemError && error.status === 404) return undefined;
        throw error;
      });
      const knownDraft = remote && { id: remote.id, updatedAt: remote.updatedAt };
      if (choice === 'there') return remote ? replaceContent(remote.post, knownDraft) : reset();
      draft = knownDraft;
      savedJson = remote ? JSON.stringify(remote.post) : '';
      set({ saveState: 'here' });
      await saveOnce();
    });

  /**
   * Goes on with a draft from the list, or with what was taken back and is none. What stands here is saved first.
   * @returns false where it could not be
   */
  const resumeDraft = (next: Pick<Schemas['Draft'], 'post'> & Partial<Schemas['Draft']>) =>
    enqueue(async () => {
      if (draft && draft.id === next.id) return true;
      await saveOnce();
      if (isDirty()) return false;
      const { id, updatedAt } = next;
      replaceContent(next.post, id && updatedAt ? { id, updatedAt } : undefined);
      return true;
    });

  /** Drops the text with its draft, as after it was deleted from the list. */
  const discardDraft = (draftId: string) => {
    if (draft?.id === draftId) reset();
  };

  /** What another device has done to the draft since this one saw it; only where nothing here would be lost. */
  const checkServer = () =>
    enqueue(async () => {
      if (!draft || isDirty()) return;
      const knownDraft = draft;
      const existing = await api
        .get('/drafts/{id}', { path: { id: knownDraft.id } })
        .catch((error: unknown) => error);
      if (draft !== knownDraft || isDirty()) return;
      if (existing instanceof ProblemError && existing.status === 404) reset();
      if (existing instanceof Error) return;
      const { post, updatedAt } = existing as Schemas['Draft'];
      if (updatedAt !== knownDraft.updatedAt) replaceContent(post, { id: knownDraft.id, updatedAt });
    });

  const applyCopy = (copy: LocalCopy) => {
    replaceContent(copy.post, copy.draft, copy.alts);
    pendingCreate = copy.pendingCreate;
    if (copy.isDirty) savedJson = '';
  };
  const copy = readCopy(storageKey);
  if (copy) {
    applyCopy(copy);
    if (isDraft) void (copy.isDirty ? save() : checkServer());
  } else if (from) replaceContent(from, undefined);
  /** Another tab writes on: this one shows the same, and saves nothing over it. */
  const applyStoredCopy = (text: string | null) => {
    clearTimeout(timer);
    const remote = readCopy(storageKey, text);
    if (remote) applyCopy(remote);
    else if (text === null) reset();
  };

  return {
    state: () => state,
    subscribe: (listener: () => void) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    change: (part: Partial<DraftContent>) => change(part),
    changeFiles: (to: (files: Attachment[]) => Attachment[]) => changeFiles(to),
    describe: saveFileDescriptions,
    save,
    publish,
    schedule,
    settle: resolveConflict,
    goOn: resumeDraft,
    forget: discardDraft,
    hear: applyStoredCopy,
    reset: () => reset(),
  };
}
