import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readServices, startable } from '../registry.ts';
import type { Check, CheckResult } from './check.ts';

const LIST = 'docs/tenant-doors.md';

/**
 * The list of doors for people, docs/tenant-doors.md, against each service's wall.json. That wall.json and the
 * database agree is asserted by every service at boot.
 *
 * @param root the clone's folder
 */
export const checkDoors = (root: string): CheckResult => {
  const findings: string[] = [];
  const declared = new Set<string>();
  let walls = 0;
  for (const service of startable(readServices(root))) {
    const file = join(service.folder, 'wall.json');
    if (!existsSync(file)) {
      findings.push(`services/${service.name} has no wall.json`);
      continue;
    }
    walls += 1;
    const { doors = [] }: { doors?: string[] } = JSON.parse(readFileSync(file, 'utf8'));
    for (const door of doors) declared.add(nameOf(door));
  }
  const text = existsSync(join(root, LIST)) ? readFileSync(join(root, LIST), 'utf8') : '';
  const listed = new Set([...text.matchAll(/`(\w+_doors\.\w+)/g)].map((match) => match[1] ?? ''));
  for (const door of declared) if (!listed.has(door)) findings.push(`${door} is a door that ${LIST} does not list`);
  for (const door of listed) if (!declared.has(door)) findings.push(`${door} stands in ${LIST} but in no wall.json`);
  return { seen: walls + declared.size, of: 'walls and doors', findings };
};

/** `auth_doors.code_for(text, uuid)` → `auth_doors.code_for` */
const nameOf = (door: string): string => door.replace(/\(.*$/s, '').trim();

export const doorsCheck: Check = { name: 'doors', run: async (root) => checkDoors(root) };
