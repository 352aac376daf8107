import { existsSync, globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import t from 'tap';
import { parse } from 'yaml';

const root = fileURLToPath(new URL('../../../../', import.meta.url));
const read = (path: string): string => readFileSync(`${root}${path}`, 'utf8');

type Metric = { metric: string; statistic: string; dimensions: Record<string, string> };
type Kind = Partial<Metric> & {
  name: string;
  scope: string;
  says: string;
  runbook: string;
  is: string;
  threshold: string | number;
  period: number;
  periods: number;
  breaching: number;
  missing: string;
  expression?: string;
  metrics?: (Metric & { id: string })[];
};
type Seen = {
  readonly kinds: readonly Kind[];
  readonly collector: string;
  /** Text of the product's own code: where a figure must be told. */
  readonly code: string;
  readonly variables: string;
  readonly alarmsTf: string;
};

const sources = globSync(['services/*/src/**/*.ts', 'packages/{service-kit,messages}/src/**/*.ts'], {
  cwd: root,
}).filter((file) => !file.endsWith('.test.ts'));
const whole: Seen = {
  kinds: JSON.parse(read('infra/observability/alarms.json')) as Kind[],
  collector: read('infra/observability/collector.yaml.tmpl'),
  code: sources.map(read).join('\n'),
  variables: read('infra/terraform/modules/observability/variables.tf'),
  alarmsTf: read('infra/terraform/modules/observability/alarms.tf'),
};

/** What the collector keeps of what it reads, and with which dimensions it writes it. */
const kept = (collector: string): ((metric: string, dimensions: string) => boolean) => {
  const config = parse(collector.replaceAll(/\$\{(\w+)\}/g, '$1')) as {
    receivers: { prometheus: { config: { scrape_configs: { metric_relabel_configs: { regex: string }[] }[] } } };
    exporters: { awsemf: { metric_declarations: { dimensions: string[][]; metric_name_selectors: string[] }[] } };
  };
  const reads = config.receivers.prometheus.config.scrape_configs[0]?.metric_relabel_configs[0]?.regex ?? '';
  const { metric_declarations: declared } = config.exporters.awsemf;
  return (metric, dimensions) =>
    new RegExp(`^(?:${reads})$`).test(metric) &&
    declared.some(
      (one) =>
        one.metric_name_selectors.some((selector) => new RegExp(selector).test(metric)) &&
        one.dimensions.some((names) => [...names].sort().join() === dimensions),
    );
};

const problemsOf = ({ kinds, collector, code, variables, alarmsTf }: Seen): string[] => {
  const found: string[] = [];
  const isKept = kept(collector);
  if (new Set(kinds.map(({ name }) => name)).size !== kinds.length) found.push('two alarms have one name');
  for (const kind of kinds) {
    const say = (problem: string): number => found.push(`${kind.name} ${problem}`);
    if (!existsSync(`${root}docs/runbooks/${kind.runbook}.md`)) say(`has no runbook docs/runbooks/${kind.runbook}.md`);
    if (!['above', 'below'].includes(kind.is)) say(`stands neither above nor below`);
    if (!['breaching', 'notBreaching'].includes(kind.missing)) say('does not say what silence means');
    if (kind.breaching > kind.periods) say('can never be reached');
    if (kind.says.length < 20) say('says too little');
    if (!new RegExp(`^\\s+${kind.scope}\\s+=`, 'm').test(alarmsTf)) say(`is about ${kind.scope}, which nothing makes`);
    const limit = typeof kind.threshold === 'string' ? kind.threshold.replaceAll(/[{}]/g, '') : undefined;
    if (limit !== undefined && !new RegExp(`\\b${limit}\\s+=`).test(variables + alarmsTf)) say(`has no limit ${limit}`);
    const metrics: Partial<Metric>[] = kind.metrics ?? [kind];
    if ((kind.expression === undefined) !== (kind.metrics === undefined)) say('has an expression without its parts');
    for (const id of kind.metrics?.map((one) => one.id) ?? [])
      if (!new RegExp(`\\b${id}\\b`).test(kind.expression ?? '')) say(`does not use ${id}`);
    for (const { metric = '', dimensions = {} } of metrics) {
      if (metric === '') say('looks at no metric');
      if (!metric.startsWith('windsurf_')) continue;
      if (!new RegExp(`\\b${metric}\\b`).test(code)) say(`looks at ${metric}, which no service tells`);
      if (!isKept(metric, Object.keys(dimensions).sort().join())) say(`looks at ${metric}, which the collector drops`);
    }
  }
  return found;
};

t.test('every alarm has a runbook, a limit, and a figure that is really told and kept', async (t) => {
  t.strictSame(problemsOf(whole), []);
  t.ok(whole.kinds.length >= 20, `${whole.kinds.length} kinds of alarms`);
  t.ok(sources.length > 100, `${sources.length} files of code were read`);
});

t.test('what the requirements name is watched', async (t) => {
  const names = whole.kinds.map(({ name }) => name);
  for (const wanted of [
    'errors-5xx',
    'p95',
    'payment-success',
    'payments-unknown',
    'queue-age',
    'dead-letters',
    'replica-lag',
    'database-connections',
    'certificate-expiry',
    'firewall-blocks',
  ])
    t.ok(names.includes(wanted), wanted);
});

t.test('figures of the dashboard are told and kept too', async (t) => {
  const dashboard = read('infra/terraform/modules/observability/dashboard.tf');
  const figures = [...new Set([...dashboard.matchAll(/"(windsurf_\w+)"/g)].map(([, name = '']) => name))];
  t.ok(figures.length >= 5, `${figures.length} figures`);
  const isKept = kept(whole.collector);
  for (const figure of figures) {
    t.ok(new RegExp(`\\b${figure}\\b`).test(whole.code), `${figure} is told`);
    t.ok(
      ['service', 'outcome,service'].some((dimensions) => isKept(figure, dimensions)),
      `${figure} is kept`,
    );
  }
});

t.test('each planted defect is found', async (t) => {
  const change = (name: string, with_: Partial<Kind>): Seen => ({
    ...whole,
    kinds: whole.kinds.map((kind) => (kind.name === name ? { ...kind, ...with_ } : kind)),
  });
  const planted: Readonly<Record<string, [Seen, RegExp]>> = {
    'an alarm without a runbook': [change('p95', { runbook: 'nobody-wrote-it' }), /p95 has no runbook/],
    'a misspelt figure': [change('queue-age', { metric: 'windsurf_queue_age' }), /which no service tells/],
    'a figure that is not kept': [
      { ...whole, collector: whole.collector.replace('queue_age_seconds|', '') },
      /queue-age looks at windsurf_queue_age_seconds, which the collector drops/,
    ],
    'a wrong dimension': [change('dead-letters', { dimensions: { name: '{service}' } }), /which the collector drops/],
    'a limit that does not exist': [change('p95', { threshold: '{p99_seconds}' }), /no limit p99_seconds/],
    'an alarm that cannot sound': [change('p95', { breaching: 9 }), /can never be reached/],
    'silence without a meaning': [change('p95', { missing: 'ignored' }), /what silence means/],
    'a part that is not used': [change('healthy-tasks', { expression: 'FILL(blue, 0)' }), /does not use green/],
    'two of one name': [{ ...whole, kinds: [...whole.kinds, ...whole.kinds.slice(0, 1)] }, /one name/],
    'an alarm about nothing': [change('p95', { scope: 'moon' }), /which nothing makes/],
  };
  for (const [name, [seen, says]] of Object.entries(planted)) t.match(problemsOf(seen).join('; '), says, name);
});
