import { defineConfig } from 'vite';
import { offlineShell } from './offline-shell.ts';
import { wireOnly } from './wire-only.ts';

export default defineConfig({
  // `on: false` takes what browsers hold of the dashboard away from all of them.
  plugins: [wireOnly(), offlineShell({ on: true })],
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: 'dist',
    // The operators' console is a second page with files of its own: creators never download it.
    rolldownOptions: { input: { index: 'index.html', ops: 'ops.html' } },
    emptyOutDir: true,
    target: 'es2020',
    // Every file travels packed; a data address would not be packed twice, and the policy stays simple.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    cssCodeSplit: true,
    reportCompressedSize: false,
  },
  server: { port: 4080, strictPort: true },
});
