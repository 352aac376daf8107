import { banMember, listMembers } from '@windsurf/contracts/community';
import type { Answer } from '@windsurf/contracts/endpoint';
import { useState } from 'preact/hooks';
import { moreWords as words } from '@windsurf/language/words-dashboard-more';
import { call } from '../api.ts';
import { type ApiProblem, asProblem } from '../api-problem.ts';
import { Screen } from '../app/screen.tsx';
import { when } from '../parts/figures.ts';
import { Icon } from '../parts/icons.tsx';
import { Empty, Failed, Waiting } from '../parts/states.tsx';
import { Sheet } from '../parts/sheet.tsx';
import { useResource } from '../resource.ts';
import { tr } from '../words.ts';
import '../styles/lists.css';

type Member = Answer<typeof listMembers>['items'][number];

export function Members() {
  const members = useResource(listMembers, { query: { limit: 100 } });
  const [asking, setAsking] = useState<Member>();
  const [problem, setProblem] = useState<ApiProblem>();
  const page = members.data;
  const nameOf = (member: Member): string => member.name || tr(words.nameless);

  const ban = async (member: Member, banned: boolean): Promise<void> => {
    setAsking(undefined);
    setProblem(undefined);
    try {
      const next = await call(banMember, { params: { id: member.id }, body: { banned } });
      if (page !== undefined) {
        members.put({ ...page, items: page.items.map((each) => (each.id === next.id ? next : each)) });
      }
    } catch (error) {
      setProblem(asProblem(error));
    }
  };

  return (
    <Screen title={tr(words.members)} lede={tr(words.membersSays)} up="/posts" upLabel={tr(words.space)}>
      {members.problem !== undefined && <Failed problem={members.problem} retry={members.reload} />}
      {problem !== undefined && <Failed problem={problem} />}
      {page === undefined && members.problem === undefined && <Waiting />}
      {page?.items.length === 0 && (
        <Empty icon="people" title={tr(words.membersEmpty)}>
          <p class="muted">{tr(words.membersEmptySays)}</p>
        </Empty>
      )}
      {page !== undefined && page.items.length > 0 && (
        <ul class="panel rows">
          {page.items.map((member) => (
            <li key={member.id}>
              <div>
                <b>{nameOf(member)}</b>
                <small class="muted">{tr(words.since, { time: when(member.joinedAt, 'date') })}</small>
                {member.state === 'paused' && (
                  <span class="badge warn">
                    <Icon name="warn" />
                    {tr(words.moneyBack)}
                  </span>
                )}
                {member.state === 'banned' && (
                  <span class="badge bad">
                    <Icon name="hidden" />
                    {tr(words.banned)}
                  </span>
                )}
              </div>
              <button
                type="button"
                class="btn quiet"
                onClick={() => (member.state === 'banned' ? void ban(member, false) : setAsking(member))}
              >
                {tr(member.state === 'banned' ? words.unban : words.ban)}
              </button>
            </li>
          ))}
        </ul>
      )}
      {asking !== undefined && (
        <Sheet title={tr(words.ban)} close={() => setAsking(undefined)}>
          <p>{tr(words.banSays, { name: nameOf(asking) })}</p>
          <button type="button" class="btn danger wide" onClick={() => void ban(asking, true)}>
            {tr(words.ban)}
          </button>
        </Sheet>
      )}
    </Screen>
  );
}
