// Past ECS: sets the weights of a listener rule by hand. For when ECS itself has failed to go back; ECS does not know of
// it, so a deployment of the previous task definition must follow.
import {
  DescribeRulesCommand,
  DescribeTargetHealthCommand,
  type ElasticLoadBalancingV2Client,
  ModifyRuleCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';

export type Flip = {
  readonly ruleArn: string;
  /** Target group that shall take everything. */
  readonly toArn: string;
};

/**
 * Leads all production traffic to one target group.
 *
 * @throws Error when the rule does not know the group, or when nobody in it is healthy: then it would lead to nowhere
 */
export const flipWeights = async (elb: ElasticLoadBalancingV2Client, { ruleArn, toArn }: Flip): Promise<void> => {
  const { Rules } = await elb.send(new DescribeRulesCommand({ RuleArns: [ruleArn] }));
  const forward = Rules?.[0]?.Actions?.find(({ Type }) => Type === 'forward');
  const groups = forward?.ForwardConfig?.TargetGroups ?? [];
  if (!groups.some(({ TargetGroupArn }) => TargetGroupArn === toArn))
    throw new Error(`the rule ${ruleArn} does not lead to ${toArn}`);
  const { TargetHealthDescriptions = [] } = await elb.send(new DescribeTargetHealthCommand({ TargetGroupArn: toArn }));
  const healthy = TargetHealthDescriptions.filter(({ TargetHealth }) => TargetHealth?.State === 'healthy').length;
  if (healthy === 0) throw new Error(`no task in ${toArn} is healthy: the traffic stays where it is`);
  await elb.send(
    new ModifyRuleCommand({
      RuleArn: ruleArn,
      Actions: [
        {
          ...forward,
          Type: 'forward',
          ForwardConfig: {
            ...forward?.ForwardConfig,
            TargetGroups: groups.map(({ TargetGroupArn }) => ({
              TargetGroupArn,
              Weight: TargetGroupArn === toArn ? 100 : 0,
            })),
          },
        },
      ],
    }),
  );
};
