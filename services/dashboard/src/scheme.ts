// Light, dark, or as the phone has it; kept on this device.
import { signal } from '@preact/signals';

export type Scheme = 'system' | 'light' | 'dark';
const KEY = 'ws-scheme';

const read = (): Scheme => {
  try {
    const kept = localStorage.getItem(KEY);
    return kept === 'light' || kept === 'dark' ? kept : 'system';
  } catch {
    return 'system';
  }
};

export const scheme = signal<Scheme>(read());

scheme.subscribe((value) => {
  if (value === 'system') delete document.documentElement.dataset.scheme;
  else document.documentElement.dataset.scheme = value;
});

export function chooseScheme(value: Scheme): void {
  scheme.value = value;
  try {
    localStorage.setItem(KEY, value);
  } catch {
    // It holds until the page is closed.
  }
}
