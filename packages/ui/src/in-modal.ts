'use client';

import { createContext } from 'react';

/** Whether a component is inside a modal, which scrolls by itself and cuts what floats beyond its edges. */
export const InModal = createContext(false);
