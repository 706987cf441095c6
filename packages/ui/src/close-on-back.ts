'use client';

import { useEffectEvent, useLayoutEffect } from 'react';
import { markOf, setPopStateHandler, withMark } from './history-mark.ts';

/*
 * Each open layer (dialog, sheet, menu) has an entry of its own in the browser's history, with the address of the page
 * below it: the back button closes the layer. The entry of a layer that closes otherwise is removed.
 *
 * The router is not told of traversals between the entries of one page. While there are entries of layers, its own writes
 * pass through here, so that a new page replaces the entry of the layer that led to it.
 */

interface Layer {
  close: () => void;
}
type Write = 'pushState' | 'replaceState';

/** A browser that has not traversed the history after this time will not. */
const TRAVERSAL_MS = 2_000;

/** The open layers, the top one last. */
const layers: Layer[] = [];
/** The mark of the current entry. */
let page = 0;
let depth = 0;
/** What the router wrote into the entry of a layer; the page's own entry takes it over. */
let rewritten: { state: unknown; url: string } | undefined;
/** The timeout of the running traversal. */
let traversal: ReturnType<typeof setTimeout> | undefined;
/** Writes of the router during a traversal. */
let waiting: (() => void)[] = [];
let isScheduled = false;
/** Until then, another document is probably loading, which a traversal would break off. */
let leavingUntil = 0;
/** The methods that `intercept` has replaced. */
let router: Pick<History, Write> | undefined;

/** Lets the browser's back button close a layer. `close` is what Escape does; if it refuses, the layer stays. */
export function useCloseOnBack(isOpen: boolean, close: () => void): void {
  const closeLatest = useEffectEvent(close);
  // Before it is drawn: who sees it may go back.
  useLayoutEffect(() => {
    if (!isOpen) return;
    const layer: Layer = { close: () => closeLatest() };
    layers.push(layer);
    addEntries();
    return () => {
      layers.splice(layers.indexOf(layer), 1);
      schedule();
    };
  }, [isOpen]);
}

/** Gives each open layer an entry. */
function addEntries(): void {
  if (traversal !== undefined || depth >= layers.length) return;
  if (depth === 0) {
    intercept();
    page = Math.random();
    write('replaceState', window.history.state);
  }
  while (depth < layers.length) {
    depth += 1;
    write('pushState', window.history.state);
  }
}

/** Makes entries and layers agree, later: the dialog that a closing menu opens takes over its entry. */
function schedule(): void {
  if (isScheduled) return;
  isScheduled = true;
  setTimeout(
    () => {
      isScheduled = false;
      if (traversal !== undefined) return;
      if (performance.now() < leavingUntil) return schedule();
      addEntries();
      if (depth > layers.length) traverse(layers.length - depth);
      else if (depth === 0 && router) {
        Object.assign(window.history, router);
        router = undefined;
      }
    },
    Math.max(0, leavingUntil - performance.now()),
  );
}

// A browser without this interface is only at risk where a script leaves the page as it closes a layer.
if (typeof window !== 'undefined' && 'navigation' in window)
  window.navigation.addEventListener('navigate', ({ destination, downloadRequest }) => {
    if (!destination.sameDocument && downloadRequest === null)
      leavingUntil = performance.now() + TRAVERSAL_MS;
  });

/** Writes an entry of this page without the router's knowledge. */
const write = (method: Write, state: unknown, url?: string) =>
  History.prototype[method].call(window.history, withMark(state, { page, depth }), '', url);

function traverse(by: number): void {
  traversal = setTimeout(() => {
    depth = 0;
    write('replaceState', window.history.state);
    arrive();
  }, TRAVERSAL_MS);
  window.history.go(by);
}

/** Another entry is the current one. */
function arrive(): void {
  clearTimeout(traversal);
  traversal = undefined;
  const mark = markOf(window.history.state);
  page = mark?.page ?? 0;
  depth = mark?.depth ?? 0;
  if (rewritten) write('replaceState', rewritten.state, rewritten.url);
  if (depth === 0) rewritten = undefined;
  const writes = waiting;
  waiting = [];
  for (const run of writes) run();
  schedule();
}

function onPopState(event: PopStateEvent): void {
  const mark = markOf(event.state);
  // From the entry of a layer to another one of its page.
  const isWithinPage = depth > 0 && mark?.page === page;
  if (isWithinPage) {
    event.stopImmediatePropagation();
    keepScrollPosition();
  } else {
    rewritten = undefined;
  }
  arrive();
  for (const layer of layers.slice(isWithinPage ? depth : 0).reverse()) layer.close();
}

/** The browser scrolls to where the page was when the layer opened; below a menu it may have been scrolled since. */
function keepScrollPosition(): void {
  const { scrollX: left, scrollY: top } = window;
  requestAnimationFrame(() => {
    if (window.scrollX !== left || window.scrollY !== top)
      window.scrollTo({ left, top, behavior: 'instant' });
  });
}

/** Lets the router's writes pass through `writeForRouter`. */
function intercept(): void {
  setPopStateHandler(onPopState);
  if (router) return;
  const { pushState, replaceState } = window.history;
  router = { pushState, replaceState };
  window.history.pushState = (state, _, url) => writeForRouter('pushState', state, url);
  window.history.replaceState = (state, _, url) => writeForRouter('replaceState', state, url);
}

function writeForRouter(method: Write, state: unknown, url: string | URL | null | undefined): void {
  const { pushState, replaceState } = router ?? History.prototype;
  if (traversal !== undefined) {
    waiting.push(() => writeForRouter(method, state, url));
  } else if (method === 'replaceState' && depth > 0) {
    replaceState.call(window.history, withMark(state, { page, depth }), '', url);
    rewritten = { state: window.history.state, url: window.location.href };
  } else if (depth > 1) {
    // A new page, but only the last of several entries could be replaced.
    waiting.push(() => writeForRouter(method, state, url));
    traverse(1 - depth);
  } else {
    (depth === 0 && method === 'pushState' ? pushState : replaceState).call(window.history, state, '', url);
    depth = 0;
    rewritten = undefined;
    schedule();
  }
}
