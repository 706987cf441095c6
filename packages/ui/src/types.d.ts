// Stylesheets are imported for their effect; TypeScript only needs to know that they exist.
declare module '*.css';
