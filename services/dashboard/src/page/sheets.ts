// The sheets of the editor, which arrive together.
export { AddSheet } from './add-sheet.tsx';
export { BinSheet } from './bin-sheet.tsx';
export { CompareSheet } from './compare-sheet.tsx';
export { KeysSheet } from './keys-sheet.tsx';
export { MoveSheet } from './move-sheet.tsx';
export { PublishSheet } from './publish-sheet.tsx';
export { TemplateSheet } from './template-sheet.tsx';
export { ThemeSheet } from './theme-sheet.tsx';
