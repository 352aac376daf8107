// In which order the ways to pay are offered.
import type { Deps } from '../deps.ts';
import type { Rail } from '../rails/rails.ts';

/** The rails as a buyer sees them, the best choice first. So far: as they are registered. */
export const railOrder = (deps: Pick<Deps, 'rails'>): readonly Rail[] => [...deps.rails.values()];
