// What a Dockerfile of this product must say. Read with a parser, so that a comment or a broken line hides nothing.
import { type Dockerfile, DockerfileParser, type From, type Instruction, type JSONInstruction } from 'dockerfile-ast';

type HealthcheckNumbers = Readonly<Record<'interval' | 'timeout' | 'start-period' | 'retries', string>>;
/** Row S3-30 of the requirements. */
const HEALTHCHECK: HealthcheckNumbers = { interval: '30s', timeout: '3s', 'start-period': '5s', retries: '3' };
/** Row S3-89; the group is the same, so that no file of group root is writable by chance. */
const USER = '1000:1000';
const SECRET_NAME = /(secret|password|passwd|token|api_?key|private_?key|credential|dsn|database_url)/i;
const SECRET_VALUE = /(-----BEGIN|AKIA[0-9A-Z]{16}|gh[pousr]_\w{30,}|:\/\/[^/\s:@]+:[^/\s@]+@)/;
const LABELS = [
  'org.opencontainers.image.title',
  'org.opencontainers.image.source',
  'org.opencontainers.image.revision',
  'org.opencontainers.image.version',
  'org.opencontainers.image.base.name',
  'windsurf.service',
  'windsurf.schema-level',
];

/** What is wrong with a Dockerfile, a sentence each with its line; empty when it is right. */
export function dockerfileDefects(text: string): string[] {
  const file = DockerfileParser.parse(text);
  const found: string[] = [];
  const report = (at: Instruction | undefined, sentence: string): void => {
    found.push(`${at === undefined ? 'file' : `line ${at.getRange().start.line + 1}`}: ${sentence}`);
  };
  const froms = file.getFROMs();
  if (froms.length < 2) report(froms[0], 'one stage only: what builds must not stand in the image');
  for (const from of froms) checkBase(file, from, froms, report);
  for (const instruction of file.getInstructions()) checkInstruction(instruction, report);
  checkOrder(file, report);
  const last = lastStage(file);
  checkFinal(last, report);
  return found;
}

type Report = (at: Instruction | undefined, sentence: string) => void;

const is = (instruction: Instruction, keyword: string): boolean => instruction.getKeyword() === keyword;
/** Everything after the keyword, flags too, in one line. */
const textOf = (instruction: Instruction): string =>
  instruction
    .getTextContent()
    .replace(/^\s*\w+\s*/, '')
    .replaceAll(/\\\n\s*/g, '');

/** Instructions after the last FROM. */
function lastStage(file: Dockerfile): Instruction[] {
  const all = file.getInstructions();
  return all.slice(all.findLastIndex((one) => is(one, 'FROM')));
}

/** A base has an exact version or a digest, in its own line or in the default of the argument that names it. */
function checkBase(file: Dockerfile, from: From, froms: readonly From[], report: Report): void {
  const image = from.getImage() ?? '';
  if (froms.some((other) => other.getBuildStage() === image)) return;
  const name = /^\$\{?(\w+)\}?$/.exec(image)?.[1];
  const declared = file.getInitialARGs().map((arg) => arg.getProperty());
  const base = name === undefined ? image : declared.find((property) => property?.getName() === name)?.getValue();
  if (!base) return report(from, `${image} has no default before the first FROM`);
  if (!/@sha256:[0-9a-f]{64}$/.test(base) && !/:\d+\.\d+[\w.-]*$/.test(base))
    report(from, `${base} is not pinned: a version of two numbers or more, or a digest`);
}

function checkInstruction(instruction: Instruction, report: Report): void {
  if (is(instruction, 'ADD')) report(instruction, 'ADD fetches and unpacks; COPY says what it does');
  if (is(instruction, 'ENV') || is(instruction, 'ARG'))
    for (const word of textOf(instruction).match(/\w+(?==|$)/g) ?? [])
      if (SECRET_NAME.test(word))
        report(instruction, `${word}: a secret in the image can be read by who has the image`);
  if (SECRET_VALUE.test(textOf(instruction))) report(instruction, 'something that looks like a secret');
  if (is(instruction, 'COPY')) {
    const words = textOf(instruction).split(/\s+/);
    const own = !words.some((word) => word.startsWith('--from='));
    if (own && words.slice(0, -1).some((word) => word === '.' || word === './'))
      report(instruction, 'COPY of the whole folder: name what is needed');
    if (words.some((word) => /\.env\b|\.npmrc\.|id_rsa|\.pem$/.test(word)))
      report(instruction, 'COPY of a secret file');
  }
  if (is(instruction, 'RUN') && /\bsudo\b|curl[^|]*\|\s*(ba)?sh|chmod\s+(-R\s+)?[0-7]*7\b/.test(textOf(instruction)))
    report(instruction, 'sudo, a script from the network, or a file that everybody may write');
}

/** The stage that installs has the manifests and no source, so that its layer lives as long as they do. */
function checkOrder(file: Dockerfile, report: Report): void {
  let sources: Instruction | undefined;
  for (const instruction of file.getInstructions()) {
    if (is(instruction, 'FROM')) sources = undefined;
    if (is(instruction, 'COPY') && !/--from=manifests\b/.test(textOf(instruction))) sources ??= instruction;
    if (is(instruction, 'RUN') && /pnpm\S* install\b/.test(textOf(instruction))) {
      if (sources !== undefined) report(sources, 'sources are copied before the packages are installed');
      if (!textOf(instruction).includes('--frozen-lockfile')) report(instruction, 'installs without --frozen-lockfile');
    }
  }
}

function checkFinal(stage: readonly Instruction[], report: Report): void {
  const last = (keyword: string): Instruction | undefined => stage.findLast((one) => is(one, keyword));
  const user = last('USER');
  if (user === undefined) report(stage[0], `no USER: the image runs as root; ${USER} is ours`);
  else if (textOf(user) !== USER) report(user, `USER ${textOf(user)} is not ${USER}`);
  const command = last('CMD');
  if (command === undefined) report(stage[0], 'no CMD');
  for (const one of stage.filter((i) => is(i, 'CMD') || is(i, 'ENTRYPOINT')))
    if (!isExec(one)) report(one, `${one.getKeyword()} in shell form: a shell would take SIGTERM and keep it`);
  checkHealth(last('HEALTHCHECK'), stage[0], report);
  const labels = stage
    .filter((one) => is(one, 'LABEL'))
    .map(textOf)
    .join('\n');
  for (const label of LABELS) if (!labels.includes(`${label}=`)) report(stage[0], `no label ${label}`);
  if (stage.some((one) => is(one, 'RUN') && /(^|&&|;|\|)\s*(pnpm|npm|npx|apk|apt-get)\s/.test(textOf(one))))
    report(last('RUN'), 'the last stage installs something');
}

const isExec = (instruction: Instruction): boolean =>
  'getJSONStrings' in instruction && (instruction as JSONInstruction).getJSONStrings().length > 0;

function checkHealth(health: Instruction | undefined, from: Instruction | undefined, report: Report): void {
  if (health === undefined) return report(from, 'no HEALTHCHECK');
  const text = textOf(health);
  for (const [flag, value] of Object.entries(HEALTHCHECK))
    if (!new RegExp(`--${flag}=${value}(\\s|$)`).test(text)) report(health, `HEALTHCHECK without --${flag}=${value}`);
  if (!/CMD\s+\[".*"\]$/.test(text)) report(health, 'HEALTHCHECK in shell form');
}
