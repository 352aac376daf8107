// Demo files of the two demo creators, with fixed ids that the demo products name. They go the way of every file:
// begun, sent part by part, completed, checked.
import { createHash } from 'node:crypto';
import { asCreatorId } from '@windsurf/db/tenancy';
import { boot } from '@windsurf/service-kit/boot';
import { request } from 'undici';
import type { DB } from './db.gen.ts';
import { createDeps } from './deps.ts';
import type { Deps } from './deps.ts';
import { deliveryBoot } from './env.ts';
import { checkFile } from './files/file-check.ts';
import { beginUpload, completeUpload, listFiles, signParts } from './files/files.ts';
import { simplePdf } from './files/simple-pdf.ts';

type DemoFile = { id: string; creatorId: string; name: string; title: string; chapters: readonly string[] };
const [selam, abebe] = ['01890000-0000-7000-8000-000000000001', '01890000-0000-7000-8000-000000000002'];
const idOf = (number: number): string => `01890000-0000-7000-8000-0000000000f${number}`;

export const demoFiles: readonly DemoFile[] = [
  {
    id: idOf(1),
    creatorId: selam,
    name: 'የ12ኛ ክፍል ሒሳብ ማጠቃለያ.pdf',
    title: 'Mathematics grade 12: the summary',
    chapters: ['Functions', 'Limits', 'Derivatives', 'Integrals', 'Vectors', 'Statistics'],
  },
  {
    id: idOf(2),
    creatorId: selam,
    name: 'የፊዚክስ ቀመሮች የኪስ መጽሐፍ.pdf',
    title: 'Physics formulas: the pocket book',
    chapters: ['Motion', 'Energy', 'Waves', 'Electricity'],
  },
  {
    id: idOf(3),
    creatorId: selam,
    name: 'የእንግሊዝኛ ሰዋስው በ30 ቀን.pdf',
    title: 'English grammar in 30 days',
    chapters: ['Week 1 and 2', 'Week 3 and 4', 'The last days'],
  },
  {
    id: idOf(4),
    creatorId: abebe,
    name: 'cafe-menu-templates.pdf',
    title: 'Cafe menu templates, 12 designs',
    chapters: ['Breakfast', 'Fasting menus', 'Lunch', 'Coffee and tea', 'How to print them'],
  },
  {
    id: idOf(5),
    creatorId: abebe,
    name: 'logo-starter-kit.pdf',
    title: 'Logo starter kit',
    chapters: ['Forty marks', 'Choosing colours', 'What a printer needs'],
  },
  {
    id: idOf(6),
    creatorId: abebe,
    name: 'sixty-posts.pdf',
    title: 'Sixty posts for a month of sales',
    chapters: ['Offers', 'Holidays', 'New arrivals', 'Words to borrow'],
  },
];

function bytesOf(file: DemoFile): Buffer {
  const contents = ['Contents', ...file.chapters.map((chapter, i) => `${i + 1}. ${chapter}`)];
  const chapter = (name: string, index: number): string[] => [
    `${index + 1}. ${name}`,
    ...Array.from(
      { length: 24 },
      (_, line) => `${name}: point ${line + 1} of this chapter, said in one plain sentence.`,
    ),
  ];
  return simplePdf(file.title, [
    [file.title, 'A demo file of Stan Store Windsurf.'],
    contents,
    ...file.chapters.map(chapter),
  ]);
}

async function put(url: string, bytes: Buffer): Promise<void> {
  const { statusCode, body } = await request(url, {
    method: 'PUT',
    body: bytes,
    headersTimeout: 10_000,
    bodyTimeout: 10_000,
  });
  await body.dump();
  if (statusCode !== 200) throw new Error(`the object store answered ${statusCode} to a part of a demo file`);
}

async function seedFile(deps: Deps, file: DemoFile): Promise<void> {
  const creatorId = asCreatorId(file.creatorId);
  const bytes = bytesOf(file);
  const known = (await listFiles(deps, creatorId, 'en')).find((f) => f.id === file.id);
  if (known?.state === 'ready') return;
  const parts = known
    ? await signParts(deps, creatorId, file.id, [1])
    : (await beginUpload(deps, creatorId, { name: file.name, sizeBytes: bytes.length, lang: 'en' }, file.id)).parts;
  for (const part of parts) await put(part.url, bytes);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  await completeUpload(deps, creatorId, file.id, { sha256, lang: 'en' });
  await checkFile(deps, creatorId, file.id, AbortSignal.timeout(10_000));
}

/** Twice is once. */
export async function seedFiles(deps: Deps): Promise<void> {
  for (const file of demoFiles) await seedFile(deps, file);
}

/** With the environment of the service, in a process of its own. */
export async function seed(): Promise<void> {
  const base = await boot<DB>()(deliveryBoot);
  try {
    await seedFiles(createDeps(base));
  } finally {
    for (const stop of base.stops) await stop();
  }
}
