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
 * The save state of a draft: `idle` (empty) · `local` (saved on this device only) · `saving` · `saved` (on the server) ·
 * `conflict` (changed on another device, too) · `rejected` (the server rejected it; see `problem`).
 */
export type SaveState = 'idle' | 'local' | 'saving' | 'saved' | 'conflict' | 'rejected';

export interface DraftEditorState {
  draftContent: DraftContent;
  saveState: SaveState;
  problem?: unknown;
  /** The draft on the server that is being edited. */
  draftId?: string | undefined;
}

export interface DraftEditorOptions {
  memberId: string;
  /** Identifies the editor: `post`, `reply:<id>` … */
  subject: string;
  target: PostTarget;
  initial: DraftContent;
  /** Whether the content is also saved as a draft on the server. Otherwise it stays in this browser. */
  isDraft: boolean;
  /** The initial content, if any. */
  from?: DraftPost | undefined;
}

/** The editor of one draft. There is one instance per subject, so that every composer for that subject shows the same text. */
export type DraftEditor = ReturnType<typeof createDraftEditor>;

const editors = new Map<string, DraftEditor>();

let hasListeners = false;
/** Saves drafts when the page is hidden or the network returns, and follows changes in other tabs. */
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
    if (key !== null) editors.get(key)?.applyStoredCopy(newValue);
  });
}

/** Returns the editor of this member and subject. A new one starts from the copy that this browser stored. */
export function draftEditorFor(options: DraftEditorOptions): DraftEditor {
  const storageKey = copyKey(options.memberId, options.subject);
  addWindowListeners();
  const existing = editors.get(storageKey) ?? createDraftEditor(storageKey, options);
  editors.set(storageKey, existing);
  return existing;
}

/** Saves all drafts and drops their editors. Called before the member signs out. */
export async function closeDraftEditors(): Promise<void> {
  const all = [...editors.values()];
  editors.clear();
  await Promise.all(all.map((draftEditor) => draftEditor.save()));
}

function createDraftEditor(storageKey: string, { target, initial, isDraft, from }: DraftEditorOptions) {
  let state: DraftEditorState = { draftContent: initial, saveState: 'idle' };
  let draft: LocalCopy['draft'];
  /** The content that the server has, as JSON. */
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
    set({ draftContent, saveState: 'idle', problem: undefined });
    saveLocally();
  };
  /** Runs requests one after the other, so that each one knows the version that the previous one returned. */
  const enqueue = <T>(work: () => Promise<T>): Promise<T> => {
    const next = queue.then(work, work);
    queue = next.catch(() => undefined);
    return next;
  };

  /** A draft names its files by id only. */
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
    changeFiles((files) => files.map((file) => (file.key === key ? { ...file, ...change } : file)), 'system');

  /** @param origin  `system`: the change comes from the server, not from the writer */
  function change(part: Partial<DraftContent>, origin: 'user' | 'system' = 'user'): void {
    const wasClean = !isDirty();
    set({ draftContent: { ...state.draftContent, ...part } });
    if (origin === 'system' && wasClean && draft) savedJson = currentJson();
    saveLocally();
    if (isDraft && isUnsaved() && state.saveState !== 'conflict') {
      set({ saveState: 'local', problem: undefined });
      clearTimeout(timer);
      timer = setTimeout(() => void save(), SAVE_AFTER_MS);
    }
  }
  function changeFiles(to: (files: Attachment[]) => Attachment[], origin?: 'system'): void {
    change({ files: to(state.draftContent.files) }, origin);
  }

  /** Replaces the content with the server's or another tab's version. Keeps what is known of files that are already attached. */
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
    set({
      draftContent: { ...draftContent, files },
      saveState: from ? 'saved' : 'local',
      problem: undefined,
    });
    savedJson = from ? currentJson() : '';
    if (isDraft) saveLocally();
    void loadFiles(files.filter(({ address }) => !address));
  }

  const saveFileDescriptions = async () => {
    for (const { key, media } of await saveDescriptions(state.draftContent.files)) changeFile(key, { media });
  };

  /** Sends unsaved changes to the server. @throws ProblemError */
  async function saveDraft(post: DraftPost): Promise<void> {
    await saveFileDescriptions();
    if (!draft) {
      pendingCreate ??= { key: crypto.randomUUID(), post };
      // Store the idempotency key first: the page may close before the response arrives.
      saveLocally();
      const created = await api
        .post('/drafts', { body: { post: pendingCreate.post }, idempotencyKey: pendingCreate.key })
        .catch((error: unknown) => {
          // A 4xx means that no draft was created: forget the idempotency key. After a lost response the key
          // finds the draft.
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
    if (!isDraft || state.saveState === 'conflict') return;
    if (!isUnsaved()) return;
    set({ saveState: 'saving' });
    try {
      if (isEmptyContent(state.draftContent)) {
        await deleteDraft();
        set({ saveState: 'idle' });
      } else {
        await saveDraft(toDraftPost(state.draftContent, target));
        set({ saveState: isUnsaved() ? 'local' : 'saved', problem: undefined });
      }
    } catch (error) {
      const code = error instanceof ProblemError ? error.code : '';
      const status = error instanceof ProblemError ? error.status : 0;
      if (code === 'draft_not_found') {
        // The draft was deleted elsewhere while it is edited here: save it as a new one.
        draft = undefined;
        savedJson = '';
        set({ saveState: 'local' });
        timer = setTimeout(() => void save(), SAVE_AFTER_MS);
      } else if (code === 'draft_changed') set({ saveState: 'conflict' });
      else if (status >= 400 && status < 500) set({ saveState: 'rejected', problem: error });
      else set({ saveState: 'local', problem: undefined });
    }
    saveLocally();
  };
  /**
   * Saves now instead of after the delay. Never rejects: if saving fails, the content stays on this device and the
   * state shows it.
   */
  const save = () => enqueue(saveOnce);

  const idempotencyKeyFor = (body: unknown): string => {
    const json = JSON.stringify(body);
    if (lastRequest?.currentJson !== json) lastRequest = { currentJson: json, key: crypto.randomUUID() };
    return lastRequest.key;
  };

  /** Publishes the post. It may stay pending for the undo window. On refusal the content stays. @throws ProblemError */
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
        // Published or deleted on another device: a second press creates a new post.
        if (code === 'draft_not_found') draft = undefined;
        set({ saveState: code === 'draft_changed' ? 'conflict' : draft && !isDirty() ? 'saved' : 'local' });
        saveLocally();
        throw error;
      }
    });

  /** Schedules the post. @throws ProblemError */
  const schedule = (at: Date) =>
    enqueue(async () => {
      clearTimeout(timer);
      const post = toNewPost(state.draftContent, target);
      await saveFileDescriptions();
      if (pendingCreate) await saveDraft(post);
      // Delete the draft first: it releases its files for the scheduled post.
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

  /**
   * Resolves a conflict with another device: keeps the content of this device (`local`) or takes the server's
   * (`remote`).
   */
  const resolveConflict = (choice: 'local' | 'remote') =>
    enqueue(async () => {
      if (!draft) return;
      const remote = await api.get('/drafts/{id}', { path: { id: draft.id } }).catch((error: unknown) => {
        if (error instanceof ProblemError && error.status === 404) return undefined;
        throw error;
      });
      const knownDraft = remote && { id: remote.id, updatedAt: remote.updatedAt };
      if (choice === 'remote') return remote ? replaceContent(remote.post, knownDraft) : reset();
      draft = knownDraft;
      savedJson = remote ? JSON.stringify(remote.post) : '';
      set({ saveState: 'local' });
      await saveOnce();
    });

  /**
   * Opens another draft, or a post that was taken back and has no draft. Saves the current content first.
   * @returns false if the current content could not be saved
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

  /** Clears the editor if it shows this draft, which was deleted in the list. */
  const discardDraft = (draftId: string) => {
    if (draft?.id === draftId) reset();
  };

  /** Loads the draft if another device changed it, but only while nothing here is unsaved. */
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
  /** Another tab changed the draft: show its version and do not overwrite it. */
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
    saveFileDescriptions,
    save,
    publish,
    schedule,
    resolveConflict,
    resumeDraft,
    discardDraft,
    applyStoredCopy,
    reset: () => reset(),
  };
}
