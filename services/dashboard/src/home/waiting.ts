// How many things wait for the creator, for the badge at Home; 0 until somebody looked.
import { signal } from '@preact/signals';

export const waiting = signal(0);
