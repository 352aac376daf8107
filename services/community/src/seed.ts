// Two demo spaces with a few words in them. Each demo creator is also a member of the other one's space, so that
// somebody can sign in and see it from the inside.
import { newId } from '@windsurf/db/ids';
import { asCreatorId } from '@windsurf/db/tenancy';
import { writeComment } from './comments/comments.ts';
import { createDeps, openBase } from './deps.ts';
import { joinSpace, nameMember } from './members/members.ts';
import { writePost } from './posts/posts.ts';

const person = (n: number): string => `01890000-0000-7000-8000-${String(n).padStart(12, '0')}`;
/** Numbers of people as the demo people of auth have them; 11 and 12 have no phone and cannot sign in. */
const spaces = [
  {
    creator: 1,
    members: [
      { person: 2, name: 'Dawit' },
      { person: 11, name: 'ሐና' },
    ],
    posts: [
      { by: 1, text: 'እንኳን ደህና መጡ! ጥያቄ ካለዎት እዚህ ይጻፉ፤ በየቀኑ አነባለሁ።', comments: [] },
      {
        by: 11,
        text: 'መጽሐፉን ትናንት ጨረስኩ። ሁለተኛው ክፍል መቼ ይወጣል?',
        comments: [{ by: 1, text: 'በሚቀጥለው ወር። አባላት መጀመሪያ ያገኙታል።' }],
      },
    ],
  },
  {
    creator: 2,
    members: [
      { person: 1, name: 'ሰላም' },
      { person: 12, name: 'Meron' },
    ],
    posts: [
      { by: 2, text: 'Welcome in. Ask anything about the files;\nI answer every evening.', comments: [] },
      {
        by: 12,
        text: 'Does the template also work on a phone?',
        comments: [{ by: 2, text: 'Yes. Open it once with a connection, then it works without one.' }],
      },
    ],
  },
];

/** Opens its own dependencies; runs once per database. */
export async function seed(): Promise<void> {
  const base = await openBase();
  const deps = createDeps(base);
  for (const { creator, members, posts } of spaces) {
    const space = asCreatorId(person(creator));
    const who = (n: number) => ({ personId: person(n), creatorId: n === creator ? space : null });
    for (const member of members) {
      const personId = person(member.person);
      await deps.tenancy.inCreator(space, async (tx) => await joinSpace(tx, space, { personId, at: deps.clock.now() }));
      await nameMember(deps, space, who(member.person), member.name);
    }
    for (const { by, text, comments } of posts) {
      const { id: postId } = await writePost(deps, space, who(by), { text, id: newId() });
      for (const comment of comments)
        await writeComment(deps, { creatorId: space, postId }, who(comment.by), { text: comment.text });
    }
  }
  for (const close of base.stops) await close();
}
