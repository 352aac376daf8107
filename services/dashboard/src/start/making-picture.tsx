import type { Store } from '@windsurf/contracts/store';

export type MakingName = NonNullable<Store['making']>;

const drawings: Readonly<Record<MakingName, string>> = {
  teacher: 'M4 8l12-4 12 4-12 4zM8 10v7c4 4 12 4 16 0v-7M28 8v9',
  cook: 'M6 15h20l-2 11H8zM16 6v5M10 8v4M22 8v4',
  designer: 'M6 26l3-9L21 5l6 6-12 12zM18 8l6 6M6 26l5-5',
  musician:
    'M12 24V7l14-3v16M12 24a3.500 3.500 0 1 1-3.500-3.500A3.500 3.500 0 0 1 12 24zM26 20a3.500 3.500 0 1 1-3.500-3.500A3.500 3.500 0 0 1 26 20z',
  fitness: 'M4 16h24M8 10v12M5 13v6M24 10v12M27 13v6',
  language: 'M4 6h16v11H11l-5 4v-4H4zM22 11h6v10h-2v4l-5-4h-7v-2',
  choir: 'M16 4v24M8 11h16M10 22h12',
  developer: 'M11 9l-7 7 7 7M21 9l7 7-7 7M18 6l-4 20',
  other: 'M16 5l3 8 8 3-8 3-3 8-3-8-8-3 8-3z',
};

export const MakingPicture = ({ making }: { making: MakingName }) => (
  <svg class="drawing" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
    <path d={drawings[making]} />
  </svg>
);
