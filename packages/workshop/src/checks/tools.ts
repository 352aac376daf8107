import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { tool } from '../place.ts';
import type { Check } from './check.ts';
import { runTool } from './run-tool.ts';

const tail = (text: string, lines: number): string[] => text.trim().split('\n').slice(-lines);

/** Biome's format, width 120. `npm run format` repairs what this finds. */
export const formatCheck: Check = {
  name: 'format',
  run: async (root) => {
    const { code, output } = await runTool(tool('biome'), ['format', '--max-diagnostics=none', '.'], root);
    const seen = Number(/Checked (\d+) files/.exec(output)?.[1] ?? 0);
    const unformatted = [...output.matchAll(/^(\S+) format ━/gm)].map((match) => match[1] ?? '');
    const details = unformatted.length > 0 ? unformatted : tail(output, 40);
    return { seen, of: 'files', findings: code === 0 ? [] : [...details, 'npm run format repairs this'] };
  },
};

/** oxlint with type-aware rules: TypeScript's own program finds a promise that nobody waits for. */
export const lintCheck: Check = {
  name: 'lint',
  run: async (root) => {
    const config = join(root, 'packages/workshop/oxlintrc.json');
    const args = ['--type-aware', '--deny-warnings', '-f', 'json', '-c', config, 'packages', 'services'];
    const { code, output } = await runTool(tool('oxlint'), args, root);
    if (!output.trimStart().startsWith('{')) return { seen: 0, of: 'files', findings: tail(output, 20) };
    const report: LintReport = JSON.parse(output);
    const findings = report.diagnostics.map(({ message, code: rule, filename, labels }) => {
      const place = labels[0]?.span;
      return `${filename}:${place?.line ?? 0}:${place?.column ?? 0} ${rule}: ${message}`;
    });
    if (code !== 0 && findings.length === 0) findings.push(`oxlint ended with ${code}`);
    return { seen: report.number_of_files, of: 'files', findings };
  },
};

type LintReport = {
  number_of_files: number;
  diagnostics: {
    message: string;
    code: string;
    filename: string;
    labels: { span: { line: number; column: number } }[];
  }[];
};

/** The one strict program of the servers, and the dashboard's own. */
export const typesCheck: Check = {
  name: 'types',
  run: async (root) => {
    let seen = 0;
    const findings: string[] = [];
    for (const project of ['tsconfig.json', 'services/dashboard/tsconfig.json']) {
      if (!existsSync(join(root, project))) continue;
      const { code, output } = await runTool(
        tool('tsc'),
        ['-p', project, '--noEmit', '--pretty', 'false', '--listFiles'],
        root,
      );
      const lines = output.trim().split('\n');
      const isSource = (line: string) => line.startsWith(root) && !line.includes('/node_modules/');
      seen += lines.filter(isSource).length;
      if (code !== 0) findings.push(...lines.filter((line) => !line.startsWith('/')).slice(0, 60));
      if (code !== 0 && findings.length === 0) findings.push(...tail(output, 10));
    }
    return { seen, of: 'files', findings };
  },
};
