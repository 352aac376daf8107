// Parts of the editor that come after the page is in sight: the fields of what is open, and the sheets.
import { Fragment } from 'preact';
import { lazy } from '../app/lazy.tsx';
import { holdShell } from '../offline/hold-shell.ts';

const fields = async () => await import('./block-fields.tsx');
const head = async () => await import('./head-fields.tsx');
const view = async () => await import('./preview.tsx');
const sheets = async () => await import('./sheets.ts');

export const BlockFields = lazy(async () => (await fields()).BlockFields, Fragment);
export const HeadFields = lazy(async () => (await head()).HeadFields, Fragment);
export const AddSheet = lazy(async () => (await sheets()).AddSheet, Fragment);
export const BinSheet = lazy(async () => (await sheets()).BinSheet, Fragment);
export const CompareSheet = lazy(async () => (await sheets()).CompareSheet, Fragment);
export const KeysSheet = lazy(async () => (await sheets()).KeysSheet, Fragment);
export const MoveSheet = lazy(async () => (await sheets()).MoveSheet, Fragment);
export const Preview = lazy(async () => (await view()).Preview, Fragment);
export const PublishSheet = lazy(async () => (await sheets()).PublishSheet, Fragment);
export const TemplateSheet = lazy(async () => (await sheets()).TemplateSheet, Fragment);
export const ThemeSheet = lazy(async () => (await sheets()).ThemeSheet, Fragment);

/** Fetches them while nothing else happens, so that they are there without network, also after the tab was closed. */
export function fetchLater(): void {
  setTimeout(() => {
    void Promise.allSettled([fields(), sheets(), head(), view()]).then(holdShell);
  }, 300);
}
