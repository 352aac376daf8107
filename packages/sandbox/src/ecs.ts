// A stand-in of the part of ECS that deployments use: awsJson1.1, one moment of time per question about a deployment.
import { createServer } from 'node:http';
import { text as bodyOf } from 'node:stream/consumers';
import {
  ACCOUNT,
  brief,
  describe,
  EcsProblem,
  type FakeService,
  full,
  type Input,
  textOf,
  textsOf,
} from './ecs-answers.ts';
import {
  type Fate,
  type FakeDeployment,
  isOver,
  isWaiting,
  pass,
  type Revision,
  type Strategy,
} from './ecs-deployment.ts';
import { listen, type Listening } from './listen.ts';

const PREFIX = 'AmazonEC2ContainerServiceV20141113.';
/** Whatever else stands in an UpdateService is refused where ECS manages the traffic. */
const UPDATE_FIELDS = new Set(['cluster', 'service', 'taskDefinition']);

export type FakeEcs = Listening & {
  /** A service as Terraform makes it; without a task definition it has never been deployed. */
  service(name: string, options?: { strategy?: Strategy; taskDefinition?: string; groups?: [string, string] }): void;
  fate(name: string, fate: Fate): void;
  /** The next so many calls are throttled. */
  throttle(calls: number): void;
  /** Names of the operations, in order. */
  readonly calls: string[];
  /** How deployments were asked to stop. */
  readonly stops: string[];
  /** Task definition that serves. */
  serving(name: string): string | undefined;
};

export async function startEcs(options: { port?: number; now?: () => number } = {}): Promise<FakeEcs> {
  const now = options.now ?? Date.now;
  const services = new Map<string, FakeService>();
  const revisions = new Map<string, Revision>();
  const definitions = new Map<string, Input>();
  const calls: string[] = [];
  const stops: string[] = [];
  let throttled = 0;
  let serial = 0;

  const serviceOf = (input: Input, field = 'service'): FakeService => {
    const cluster = textOf(input, 'cluster');
    const name = textOf(input, field).split('/').at(-1) ?? '';
    const found = services.get(name);
    if (found === undefined || cluster.split('/').at(-1) !== found.cluster)
      throw new EcsProblem('ServiceNotFoundException', 'Service not found.');
    return found;
  };
  const revisionOf = (service: FakeService, taskDefinition: string): Revision => {
    serial += 1;
    const targetGroup = service.groups?.find((group) => group !== service.current?.targetGroup);
    const arn = `${ACCOUNT}:service-revision/${service.cluster}/${service.name}/${serial}`;
    const revision = { arn, taskDefinition, targetGroup, createdAt: now() / 1000 };
    revisions.set(arn, revision);
    return revision;
  };
  const deploymentOf = (arn: string): [FakeService, FakeDeployment] => {
    for (const service of services.values())
      for (const deployment of service.deployments) if (deployment.arn === arn) return [service, deployment];
    throw new EcsProblem('ServiceDeploymentNotFoundException', 'The service deployment does not exist.');
  };
  const moment = (service: FakeService, deployment: FakeDeployment): void => {
    const serves = pass(deployment, now() / 1000);
    if (serves === undefined) return;
    service.current = serves;
    service.wanted = serves.taskDefinition;
  };

  const operations: Record<string, (input: Input) => unknown> = {
    RegisterTaskDefinition(input) {
      const family = textOf(input, 'family');
      if (!Array.isArray(input.containerDefinitions) || input.containerDefinitions.length === 0)
        throw new EcsProblem('ClientException', 'Container list cannot be empty.');
      const revision = [...definitions.keys()].filter((arn) => arn.includes(`/${family}:`)).length + 1;
      const taskDefinitionArn = `${ACCOUNT}:task-definition/${family}:${revision}`;
      const taskDefinition = { ...input, taskDefinitionArn, revision, status: 'ACTIVE' };
      definitions.set(taskDefinitionArn, taskDefinition);
      return { taskDefinition };
    },
    DescribeTaskDefinition(input) {
      const asked = textOf(input, 'taskDefinition');
      // A family alone means its newest revision.
      const newest = [...definitions.keys()].findLast((arn) => arn.includes(`/${asked}:`)) ?? '';
      const found = definitions.get(asked) ?? definitions.get(newest);
      if (found === undefined) throw new EcsProblem('ClientException', 'Unable to describe task definition.');
      return { taskDefinition: found };
    },
    UpdateService(input) {
      const service = serviceOf(input);
      const other = Object.keys(input).find((field) => !UPDATE_FIELDS.has(field));
      if (other !== undefined)
        throw new EcsProblem(
          'InvalidParameterException',
          `Unable to update ${other} of a service with ${service.strategy}.`,
        );
      const taskDefinition = textOf(input, 'taskDefinition');
      if (taskDefinition !== service.wanted) {
        for (const old of service.deployments) if (!isOver(old)) old.status = 'STOPPED';
        serial += 1;
        service.wanted = taskDefinition;
        service.deployments.push({
          arn: `${ACCOUNT}:service-deployment/${service.cluster}/${service.name}/${serial}`,
          source: service.current,
          target: revisionOf(service, taskDefinition),
          strategy: service.strategy,
          fate: service.fate,
          createdAt: now() / 1000,
          status: 'PENDING',
          statusReason: undefined,
          stage: 0,
          weight: 0,
          test: 0,
          running: 0,
          continued: false,
          canaryDone: false,
          triggered: [],
          finishedAt: undefined,
        });
      }
      return { service: describe(service) };
    },
    DescribeServices(input) {
      textOf(input, 'cluster');
      const found = textsOf(input, 'services').map((name) => services.get(name.split('/').at(-1) ?? ''));
      return {
        services: found.filter((one) => one !== undefined).map(describe),
        failures: found.flatMap((one) => (one === undefined ? [{ reason: 'MISSING' }] : [])),
      };
    },
    ListServiceDeployments(input) {
      const service = serviceOf(input);
      const after = (input.createdAt as { after?: number } | undefined)?.after ?? 0;
      const states = input.status === undefined ? undefined : textsOf(input, 'status');
      const all = service.deployments.filter(
        ({ createdAt, status }) => createdAt >= after && (states?.includes(status) ?? true),
      );
      return { serviceDeployments: all.toReversed().map((one) => brief(service, one)) };
    },
    DescribeServiceDeployments(input) {
      const all = textsOf(input, 'serviceDeploymentArns').map(deploymentOf);
      for (const [service, deployment] of all) moment(service, deployment);
      return { serviceDeployments: all.map(([service, deployment]) => full(service, deployment)), failures: [] };
    },
    DescribeServiceRevisions(input) {
      const all = textsOf(input, 'serviceRevisionArns').map((arn) => revisions.get(arn));
      return {
        serviceRevisions: all
          .filter((one) => one !== undefined)
          .map(({ arn, taskDefinition, targetGroup, createdAt }) => ({
            serviceRevisionArn: arn,
            taskDefinition,
            createdAt,
            resolvedConfiguration: {
              loadBalancers: targetGroup === undefined ? [] : [{ targetGroupArn: targetGroup }],
            },
          })),
        failures: all.flatMap((one) => (one === undefined ? [{ reason: 'MISSING' }] : [])),
      };
    },
    StopServiceDeployment(input) {
      const [, deployment] = deploymentOf(textOf(input, 'serviceDeploymentArn'));
      if (isOver(deployment))
        throw new EcsProblem('ConflictException', `The service deployment is ${deployment.status} already.`);
      stops.push(String(input.stopType));
      if (input.stopType === 'ABORT') deployment.status = 'STOP_REQUESTED';
      else if (deployment.source === undefined)
        throw new EcsProblem('InvalidParameterException', 'There is no service revision to roll back to.');
      else deployment.status = 'ROLLBACK_REQUESTED';
      return { serviceDeploymentArn: deployment.arn };
    },
    ContinueServiceDeployment(input) {
      const [, deployment] = deploymentOf(textOf(input, 'serviceDeploymentArn'));
      if (textOf(input, 'hookId') !== 'approval' || !isWaiting(deployment))
        throw new EcsProblem('InvalidParameterException', 'The lifecycle hook is not awaiting an action.');
      if (input.action === 'ROLLBACK') deployment.status = 'ROLLBACK_REQUESTED';
      else deployment.continued = true;
      return { serviceDeploymentArn: deployment.arn };
    },
  };

  const server = createServer((request, response) => {
    const answer = (status: number, body: unknown): void => {
      response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(body));
    };
    const serve = async (): Promise<void> => {
      const target = String(request.headers['x-amz-target'] ?? '');
      const name = target.startsWith(PREFIX) ? target.slice(PREFIX.length) : '';
      const input = JSON.parse(await bodyOf(request)) as Input;
      if (!String(request.headers.authorization).includes('/ecs/aws4_request'))
        throw new EcsProblem('AccessDeniedException', 'The request is not signed.');
      if (throttled > 0) {
        throttled -= 1;
        throw new EcsProblem('ThrottlingException', 'Rate exceeded');
      }
      const operation = operations[name];
      if (operation === undefined) throw new EcsProblem('UnknownOperationException', `no operation ${name}`);
      calls.push(name);
      answer(200, operation(input));
    };
    serve().catch((error: unknown) =>
      error instanceof EcsProblem
        ? answer(400, { __type: error.type, message: error.message })
        : answer(500, { __type: 'ServerException', message: String(error) }),
    );
  });
  const listening = await listen(server, options);
  return {
    ...listening,
    calls,
    stops,
    service(name, { strategy = 'BLUE_GREEN', taskDefinition, groups: both } = {}) {
      const cluster = 'creator-staging';
      const service: FakeService = {
        name,
        cluster,
        strategy,
        groups: both,
        fate: 'success',
        current: undefined,
        wanted: taskDefinition,
        deployments: [],
      };
      services.set(name, service);
      if (taskDefinition !== undefined) service.current = revisionOf(service, taskDefinition);
    },
    fate(name, fate) {
      const service = services.get(name);
      if (service === undefined) throw new Error(`no service ${name}`);
      service.fate = fate;
    },
    throttle(count) {
      throttled = count;
    },
    serving: (name) => services.get(name)?.current?.taskDefinition,
  };
}
