// The domain as it would find itself, by the simulator: what lies where, and which function of Xen puts it there.
import { groupedHex } from '../../model/addr.ts';
import { isEmpty, type Range } from '../../model/range.ts';
import { sizeText } from '../../model/size.ts';
import { analysisOf } from '../../store/derived.ts';
import { spanText } from '../strings.ts';
import { useCalm } from '../use-calm.ts';
import { type Fact, guestFacts } from './guest-facts.ts';
import styles from './Inspector.module.css';

export function GuestFacts({ name }: { readonly name: string }) {
  const analysis = useCalm(analysisOf);
  const outcome = analysis?.domains.find((domain) => domain.name === name);
  if (outcome === undefined) return null;
  return (
    <section className={styles['section']}>
      <h3 className={styles['subhead']}>What the guest finds (guest physical)</h3>
      <dl className={styles['facts']}>
        {guestFacts(outcome).map((fact) => (
          <FactRow key={`${fact.term} ${fact.at[0]?.start}`} {...fact} />
        ))}
      </dl>
    </section>
  );
}

const FactRow = ({ term, at, note, origin }: Fact) => (
  <>
    <dt>{term}</dt>
    <dd>
      {at.map((place) => (
        <Place key={place.start} at={place} />
      ))}
      {note !== null && <div>{note}</div>}
      {origin !== null && (
        <div className={styles['origin']}>
          {origin.why}
          <br />
          {origin.source}
        </div>
      )}
    </dd>
  </>
);

/** Of dom0's device tree only the address is known. */
const Place = ({ at }: { readonly at: Range }) => (
  <div>
    <code>{isEmpty(at) ? groupedHex(at.start) : spanText(at)}</code>{' '}
    {!isEmpty(at) && <span className={styles['space']}>{sizeText(at.size)}</span>}
  </div>
);
