// The life of one page as a strip of pictures read from left to right: each step that changed it, and what Xen knows of it
// afterwards, under the names of the release. What the step changed stands out.
import { useMemo } from 'react';
import {
  countInfoOf,
  flagNames,
  type historyOf,
  type PageState,
  statesAt,
  type Timeline,
  transitionOf,
} from '../../engine/pages/index.ts';
import type { Owner } from '../../map/geometry/scene.ts';
import { type Addr, groupedHex, hex } from '../../model/addr.ts';
import type { Plan } from '../../model/plan.ts';
import { containsAddr } from '../../model/range.ts';
import { HOST } from '../strings.ts';
import styles from './History.module.css';
import { LookSwatch } from './LookSwatch.tsx';
import { ownersOf } from './page-picture.ts';
import { listWords, lookOf, PLACE_WORDS } from './place-words.ts';

interface PageHistoryProps {
  readonly plan: Plan;
  readonly timeline: Timeline;
  readonly index: number;
  readonly page: Addr;
  readonly history: ReturnType<typeof historyOf>;
  readonly onGo: (index: number) => void;
}

export function PageHistory({ plan, timeline, index, page, history, onGo }: PageHistoryProps) {
  const ownerOf = useMemo(() => ownersOf(plan), [plan]);
  const first = useMemo(
    () => statesAt(timeline, 0).find(({ range }) => containsAddr(range, page))?.state,
    [timeline, page],
  );
  if (first === undefined) return <p className={styles['about']}>There is no RAM at this address.</p>;
  const pictures = history[0]?.index === 0 ? history : [{ index: 0, state: first }, ...history];
  const now = pictures.findLast((picture) => picture.index <= index)?.index;
  return (
    <section aria-label={`History of the page at ${groupedHex(page)}`}>
      <p className={styles['about']}>
        Page <code>{groupedHex(page)}</code> ({HOST}), frame <code>{hex(page >> 12n)}</code>:{' '}
        {pictures.length === 1 ? 'nothing happens to it.' : `${pictures.length - 1} steps change it.`}
      </p>
      <ol className={styles['pictures']}>
        {pictures.map((picture, i) => (
          <Picture
            key={picture.index}
            timeline={timeline}
            index={picture.index}
            state={picture.state}
            owner={ownerOf(picture.state)}
            before={pictures[i - 1]?.state ?? null}
            isNow={picture.index === now}
            isLater={picture.index > index}
            onGo={onGo}
          />
        ))}
      </ol>
    </section>
  );
}

interface PictureProps {
  readonly timeline: Timeline;
  readonly index: number;
  readonly state: PageState;
  /** Whose colour it has. */
  readonly owner: Owner;
  readonly before: PageState | null;
  readonly isNow: boolean;
  readonly isLater: boolean;
  readonly onGo: (index: number) => void;
}

function Picture({ timeline, index, state, owner, before, isNow, isLater, onGo }: PictureProps) {
  const { events, target } = timeline;
  const event = events[index];
  if (event === undefined) return null;
  const { title, why, source } = transitionOf(event.what, target.release);
  const facts = (of: PageState): readonly (readonly [string, string])[] => [
    ['owner', of.owner === null ? 'nobody' : `${of.owner.name} (d${of.owner.id})`],
    ['list', listWords(of)],
    ['count_info', hex(countInfoOf(of, target))],
    ['flags', flagNames(of, target).join(' ')],
    ['references', String(of.references)],
    ...(of.mappedBy.length === 0
      ? []
      : [['in the P2M of', of.mappedBy.map(({ name }) => name).join(', ')] as const]),
    ...(of.grantedTo.length === 0
      ? []
      : [['granted to', of.grantedTo.map(({ name }) => name).join(', ')] as const]),
    ...(of.holds === null ? [] : [['data left by', of.holds] as const]),
  ];
  const old = before === null ? null : new Map(facts(before));
  return (
    <li className={styles['picture']} data-later={isLater} aria-current={isNow ? 'step' : undefined}>
      <button type="button" onClick={() => onGo(index)}>
        <span className={styles['number']}>{index}</span> {title}
      </button>
      <p className={styles['place']}>
        <LookSwatch look={lookOf(state)} owner={owner} /> {PLACE_WORDS[state.place].word}
        {state.of !== '' && <span className={styles['of']}>{state.of}</span>}
      </p>
      <dl>
        {facts(state).map(([name, value]) => (
          <div key={name} data-new={old !== null && old.get(name) !== value}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <p className={styles['why']}>{why}</p>
      {source.map((cited) => (
        <code key={cited} className={styles['source']}>
          {cited}
        </code>
      ))}
    </li>
  );
}
