const paths = {
  home: 'M4 11l8-7 8 7v8a1 1 0 0 1-1 1h-5v-6h-4v6H5a1 1 0 0 1-1-1z',
  store:
    'M4 9l1.5-5h13L20 9M4 9v10a1 1 0 0 0 1 1h14a1 1 0 0 0 1-1V9M4 9a2.7 2.7 0 0 0 5.3 0 2.7 2.7 0 0 0 5.4 0A2.7 2.7 0 0 0 20 9M10 20v-5h4v5',
  products: 'M5 4h9l5 5v11a0 0 0 0 1 0 0H5zM14 4v5h5M8.500 14h7M8.500 17h4',
  orders: 'M6 3h12v18l-3-2-3 2-3-2-3 2zM9.500 8h5M9.500 12h5',
  more: 'M4 7h16M4 12h16M4 17h10',
  back: 'M15 5l-7 7 7 7',
  next: 'M9 5l7 7-7 7',
  up: 'M12 19V6M6 12l6-6 6 6',
  down: 'M12 5v13M6 12l6 6 6-6',
  add: 'M12 5v14M5 12h14',
  eye: 'M2.500 12S6 5.500 12 5.500 21.500 12 21.500 12 18 18.500 12 18.500 2.500 12 2.500 12zM12 9.300a2.700 2.700 0 1 1 0 5.400 2.700 2.700 0 0 1 0-5.400z',
  hidden:
    'M4 4l16 16M9.900 5.800A9 9 0 0 1 12 5.500c6 0 9.500 6.500 9.500 6.500a17 17 0 0 1-3 3.700M6.300 7.500A16 16 0 0 0 2.500 12S6 18.500 12 18.500a9 9 0 0 0 3.600-.8',
  publish: 'M12 16V4M7 9l5-5 5 5M4 15v4a1 1 0 0 0 1 1h14a1 1 0 0 0 1-1v-4',
  undo: 'M9 8H15a5 5 0 0 1 0 10H8M9 8l4-4M9 8l4 4',
  redo: 'M15 8H9a5 5 0 0 0 0 10h7M15 8l-4-4M15 8l-4 4',
  edit: 'M4 20l1-4L16.500 4.500l3 3L8 19z',
  bin: 'M5 7h14M9 7V4h6v3M7 7l1 13h8l1-13',
  move: 'M8 6h11M8 12h11M8 18h11M4 6h0M4 12h0M4 18h0',
  grip: 'M9 6h0M15 6h0M9 12h0M15 12h0M9 18h0M15 18h0',
  keyboard: 'M3 7h18v11H3zM7 11h0M11 11h0M15 11h0M8 15h8',
  close: 'M6 6l12 12M18 6L6 18',
  link: 'M10 14a4 4 0 0 0 6 .4l3-3a4 4 0 0 0-5.700-5.700l-1.300 1.300M14 10a4 4 0 0 0-6-.4l-3 3a4 4 0 0 0 5.700 5.700l1.300-1.300',
  text: 'M5 6h14M5 12h14M5 18h9',
  copy: 'M9 9h10v11H9zM15 9V4H5v11h4',
  share: 'M21 4L3 11l6 2.500M21 4l-4 15-8-5.500M21 4L9 13.500V19l3-3',
  check: 'M5 12.500l4.500 4.500L19 7.500',
  circle: 'M12 4a8 8 0 1 1 0 16 8 8 0 0 1 0-16z',
  warn: 'M12 4l9 16H3zM12 10v4M12 17h0',
  info: 'M12 3.500a8.500 8.500 0 1 1 0 17 8.500 8.500 0 0 1 0-17zM12 11v5M12 8h0',
  bad: 'M12 3.500a8.500 8.500 0 1 1 0 17 8.500 8.500 0 0 1 0-17zM12 7.500v5M12 16h0',
  people:
    'M9 5.500a3 3 0 1 1 0 6 3 3 0 0 1 0-6zM3 19c0-3 2.700-5 6-5s6 2 6 5M16 6a3 3 0 0 1 0 5.500M17.500 14.500c2.100.6 3.500 2.200 3.500 4.500',
  palette:
    'M12 4a8 8 0 1 0 0 16c1.500 0 1.800-1 1.300-2-.6-1.200.1-2.500 1.700-2.500h2a3 3 0 0 0 3-3C20 7.700 16.400 4 12 4zM8 12h0M9.500 8.500h0M14 8h0',
  picture: 'M4 5h16v14H4zM4 16l5-5 4 4 2.500-2.500L20 17M15.500 9h0',
  file: 'M6 3h8l5 5v13H6zM14 3v5h5',
  pause: 'M9 6v12M15 6v12',
  play: 'M8 5l11 7-11 7z',
  chat: 'M4 5h16v11H10l-4 4v-4H4z',
  out: 'M10 4H5v16h5M14 8l4 4-4 4M18 12H9',
  clock: 'M12 3.500a8.500 8.500 0 1 1 0 17 8.500 8.500 0 0 1 0-17zM12 7.500V12l3 2',
  phone: 'M8 3h8v18H8zM11.500 18h1',
  percent: 'M18 6L6 18M8 6a2 2 0 1 1 0 4 2 2 0 0 1 0-4zM16 14a2 2 0 1 1 0 4 2 2 0 0 1 0-4z',
  wallet: 'M4 8h15v11H4zM4 8l11-4v4M15 13.500h4',
  retry: 'M19 12a7 7 0 1 1-2-5M19 4v4h-4',
} as const;

export type IconName = keyof typeof paths;

/** A drawing beside words; it never carries meaning alone, so it is hidden from screen readers. */
export const Icon = ({ name, class: more }: { name: IconName; class?: string }) => (
  <svg class={`i ${more ?? ''}`} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
    <path d={paths[name]} />
  </svg>
);

/** The mark: three folds of woven cloth and the daisy's dot. */
export const Mark = () => (
  <svg class="mark" viewBox="0 0 64 64" aria-hidden="true" focusable="false">
    <rect width="64" height="64" rx="16" />
    <path d="M12 22l7 26 13-20 13 20 7-26" />
    <circle cx="32" cy="15" r="4.5" />
  </svg>
);
