// Random device tree source with everything in it that makes statements depend on each other: labels, references, nodes
// written again, deleted and left out. Not always right: what is wrong must be refused.
import { Choices } from './choices.ts';

const NODES = ['n', 'm', 'n@1', 'm@2'] as const;
const PROPERTIES = ['a', 'b', 'reg', 'status'] as const;

class Source {
  private readonly choices: Choices;
  private labels = 0;
  private isOverlay = false;

  constructor(seed: number) {
    this.choices = new Choices(seed);
  }

  text(): string {
    const { choices } = this;
    this.isOverlay = choices.chance(15);
    const lines = [this.isOverlay ? '/dts-v1/;\n/plugin/;' : '/dts-v1/;'];
    if (choices.chance(20)) lines.push(`${this.label()}/memreserve/ 0x1000 ${1 + choices.below(9)};`);
    lines.push(`/ {\n${this.body(3)}};`);
    for (let count = choices.below(5); count > 0; count -= 1) lines.push(this.item());
    return `${lines.join('\n')}\n`;
  }

  private item(): string {
    const { choices } = this;
    switch (choices.below(8)) {
      case 0:
        return `/delete-node/ ${this.reference()};`;
      case 1:
        return `/omit-if-no-ref/ ${this.reference()};`;
      case 2:
      case 3:
        return `/ {\n${this.body(2)}};`;
      default:
        return `${this.label()}${this.reference()} {\n${this.body(2)}};`;
    }
  }

  /** A new label with its colon, now and then one that is taken; mostly none. */
  private label(): string {
    if (!this.choices.chance(35)) return '';
    if (this.labels > 0 && this.choices.chance(2)) return `l${1 + this.choices.below(this.labels)}: `;
    this.labels += 1;
    return `l${this.labels}: `;
  }

  private reference(): string {
    const { choices } = this;
    if (choices.chance(85) && this.labels > 0) return `&l${1 + choices.below(this.labels)}`;
    return choices.chance(70) ? '&{/}' : choices.of(['&{/n}', '&l99', '&{/n/m}']);
  }

  private body(depth: number): string {
    const { choices } = this;
    const lines: string[] = [];
    const used = new Set<string>();
    /**
     * Names that are new in this body, and rarely one that is not. One that is deleted does not come again: dtc then
     * keeps both, and finds them out when the name is written once more.
     */
    const fresh = (name: string): boolean => {
      const isNew = !used.has(name) || choices.chance(1);
      used.add(name);
      return isNew;
    };
    for (let count = choices.below(4); count > 0; count -= 1) {
      const name = choices.chance(2)
        ? choices.of(['phandle', 'linux,phandle', 'name'])
        : choices.of(PROPERTIES);
      if (!fresh(name)) continue;
      if (choices.chance(10) && name !== 'name') lines.push(`/delete-property/ ${name};`);
      else lines.push(`${this.label()}${name}${this.value()};`);
    }
    for (let count = depth === 0 ? 0 : choices.below(4); count > 0; count -= 1) {
      const name = choices.of(NODES);
      if (!fresh(name)) continue;
      // dtc forgets the parent of a node that is deleted before it is there: in an overlay its local fixups then lead elsewhere.
      if (choices.chance(8) && !this.isOverlay) lines.push(`/delete-node/ ${name};`);
      else {
        const omitted = choices.chance(10) ? '/omit-if-no-ref/ ' : '';
        lines.push(`${this.label()}${omitted}${this.label()}${name} {\n${this.body(depth - 1)}};`);
      }
    }
    return lines.map((line) => `${line}\n`).join('');
  }

  private value(): string {
    const { choices } = this;
    if (choices.chance(35)) return '';
    const part = (): string =>
      choices.of<() => string>([
        () => `<${this.cell()}>`,
        () => `<${this.cell()} ${this.label()}${this.cell()}>`,
        () => `<${this.reference()} 1>`,
        () => '"text"',
        () => '"\\x41\\0\\n", ""',
        () => '[00 ff0a]',
        () => '/bits/ 8 <1 (-1)>',
        () => '/bits/ 64 <0x123456789abcdef>',
        () => this.reference(),
      ])();
    return ` = ${Array.from({ length: 1 + choices.below(2) }, part).join(', ')}`;
  }

  private cell(): string {
    if (this.choices.chance(15)) return this.reference();
    return this.choices.of(['1', '0xFF', "'A'", '(1 + 2 * 3)', '(~0 & 0xffffffff)', '010']);
  }
}

/** The same seed writes the same. */
export const anySource = (seed: number): string => new Source(seed).text();
