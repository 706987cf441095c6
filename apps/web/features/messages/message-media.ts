'use client';

// One part, loaded together.
export { MediaGrid } from '../feed/media-grid.tsx';
export { FileLine } from './file-line.tsx';
