'use client';

import { createContext, useContext } from 'react';

/** The short name of the campus, as the page was sent with it. */
const CampusName = createContext('');
export const CampusNameProvider = CampusName.Provider;
export const useCampusName = () => useContext(CampusName);
