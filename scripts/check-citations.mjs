// @ts-check
// Checks the catalogue of refusals against Xen's source, release by release: that each file and function it cites is
// there, and that Xen has each message it is said to print. Needs a clone of Xen with its stable branches.
import { execFileSync } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { withBundle } from './bundle.mjs';

const USAGE = `node scripts/check-citations.mjs XEN_GIT_DIR [RELEASE…]

Checks what the catalogue of refusals says of Xen's source. XEN_GIT_DIR is a clone of Xen, or its git directory, with the
branches stable-4.16 … and, for the release called unstable, master (also as origin/…). Without RELEASEs: all.
Exit: 0 all is there, 1 something is not, 2 wrong usage, or a branch is missing.`;

const [where, ...named] = process.argv.slice(2);
if (where === undefined || where.startsWith('-')) {
  console.error(USAGE);
  process.exit(where === '--help' ? 0 : 2);
}

/** @param {readonly string[]} args */
const git = (...args) =>
  execFileSync('git', ['-C', where, ...args], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    stdio: ['ignore', 'pipe', 'pipe'],
  });

/** @returns {Promise<typeof import('../src/testing/citations.ts')>} */
const catalogue = () => withBundle('src/testing/citations.ts', (file) => import(pathToFileURL(file).href));

/** @param {string} release */
function branchOf(release) {
  const name = release === 'unstable' ? 'master' : `stable-${release}`;
  for (const branch of [name, `origin/${name}`])
    try {
      return git('rev-parse', '--verify', '--quiet', branch).trim();
    } catch {
      // Perhaps the other.
    }
  console.error(`${where} has no branch ${name}`);
  process.exit(2);
}

/** String literals of C side by side, and the macros between them. */
const LITERALS = /(?:"(?:\\.|[^"\\\n])*"\s*(?:\b[A-Za-z_]\w*\b\s*(?=")|\bPRI\w+\s*)?)+/g;
const PIECE = /"((?:\\.|[^"\\])*)"|\w+/g;
/** A conversion of printf, with Xen's letters behind %p; a macro in its place was made a d. */
const CONVERSION = /%[-+#0 ]*\d*(?:\.\d+)?(?:hh?|ll?|z|t)?(?:p(?:[vdsSbh]|oc)?|[a-zA-Z])/g;
const ESCAPES = /** @type {Readonly<Record<string, string>>} */ ({ n: '\n', t: '\t' });
/** What differs from boot to boot, in formats as in messages. */
const VARIES = '7';
const NUMBERS = /\b0x[0-9a-f]+\b|\b[0-9a-f]*7[0-9a-f]*\b/g;
const quoted = (/** @type {string} */ text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
const pattern = (/** @type {string} */ text) =>
  new RegExp(`^${text.split(VARIES).map(quoted).join('[^\\n]*?')}$`);

/**
 * What a piece of C can print: its formats, with a 7 for every conversion.
 * @param {string} source
 * @returns {readonly string[]}
 */
function formatsOf(source) {
  const formats = new Set();
  for (const [literals] of source.matchAll(LITERALS)) {
    let format = '';
    for (const [, text] of literals.matchAll(PIECE)) format += text ?? 'd';
    const said = format
      .replace(/\\(.)/g, (_, letter) => ESCAPES[letter] ?? letter)
      .replace(CONVERSION, VARIES)
      .trim();
    if (said.replace(/[\W7]/g, '').length >= 3) formats.add(said);
  }
  return [...formats];
}

/** The functions a file defines: from a line that starts with the name's declaration to the first `}` at its start. */
function bodyOf(/** @type {string} */ source, /** @type {string} */ name) {
  const head = new RegExp(`^(?=[A-Za-z_])[^\\n;{}]*\\b${name}\\s*\\([^;{}]*\\)[^;{}]*\\n?\\{`, 'm').exec(
    source,
  );
  if (head === null) return null;
  const end = source.indexOf('\n}', head.index);
  return source.slice(head.index, end < 0 ? undefined : end);
}

/** A release of Xen: its files, read when they are asked for, and all it can print. */
class Tree {
  /** @param {string} commit */
  constructor(commit) {
    this.commit = commit;
    /** @type {Map<string, string | null>} */
    this.files = new Map();
    /** @type {readonly string[] | null} */
    this.every = null;
  }

  /** @param {string} path */
  file(path) {
    if (!this.files.has(path)) {
      let text = null;
      try {
        text = git('show', `${this.commit}:${path.startsWith('docs/') ? path : `xen/${path}`}`);
      } catch {
        // It is not there.
      }
      this.files.set(path, text);
    }
    return this.files.get(path) ?? null;
  }

  /** Every line of a string in what is built for Arm, put together. */
  get formats() {
    this.every ??= formatsOf(
      ['arch/arm', 'common', 'drivers', 'lib', 'include/xen', 'xsm']
        .flatMap((folder) => git('ls-tree', '-r', '--name-only', this.commit, `xen/${folder}`).split('\n'))
        .filter((path) => /\.[ch]$/.test(path))
        .map((path) => this.file(path.slice('xen/'.length)) ?? '')
        .join('\n'),
    );
    return this.every;
  }
}

/** Of messages that name a line of the source: what has to be there. */
const PLACES = /** @type {const} */ ([
  [/^Xen BUG at ([\w./-]+):(\d\d+)$/, /\bBUG(?:_ON)?\b|\bASSERT/],
  [/^Assertion '(?<of>.*)' failed at ([\w./-]+):(\d\d+)$/, /\bASSERT/],
  [/^([\w./-]+\.c):(\d\d+): /, /printk/],
]);
/** What a message may begin with: where a debug line is from, and whose it is. */
const PREFIX = /^(?:[\w./-]+\.c:\d+: )?(?:d\[?\w+\]?v\d+ )?/;
/** Names a line that only a boot tells; those that several rules share are claimed by themselves. */
const SOMEWHERE = /^(?:Xen BUG|Assertion '.*' failed) at 7$/;
/** Up to 4.16 each folder was built by itself, and a file is named without it. */
const FOLDERS = ['', 'arch/arm/', 'common/'];
const squeezed = (/** @type {string} */ text) => text.replace(/\s+/g, '');

/**
 * Why what a message says of a line is not so; null where it is, or where it names none. A macro that takes several
 * lines may be named by any of them.
 * @param {Tree} tree
 * @param {string} text
 */
function misplaced(tree, text) {
  for (const [message, wanted] of PLACES) {
    const found = message.exec(text);
    if (found === null) continue;
    const [path = '', line = ''] = found.slice(-2);
    const of = found.groups?.of === 'unreachable' ? 'UNREACHABLE' : squeezed(found.groups?.of ?? '');
    const there = path.replace(/^\.\//, '').replace(/^xen\/include\/asm\//, 'include/asm-arm/');
    const others = [];
    for (const folder of FOLDERS) {
      const lines = (tree.file(folder + there) ?? '').split('\n');
      const isThere = (/** @type {number} */ at) =>
        wanted.test(lines[at - 1] ?? '') && squeezed(lines.slice(at - 1, at + 4).join('')).includes(of);
      if ([0, -1, -2].some((before) => isThere(Number(line) + before))) return null;
      if (of !== '') others.push(...lines.flatMap((_, at) => (isThere(at + 1) ? [at + 1] : [])));
    }
    return `it is not on that line${others.length === 0 ? '' : `, but on ${others.join(', ')}`}`;
  }
  return null;
}

/**
 * Why a message is not Xen's; null where it is.
 * @param {Tree} tree
 * @param {string} text
 * @param {readonly string[]} own what the cited functions print
 */
function whyNot(tree, text, own) {
  if (SOMEWHERE.test(text)) return null;
  const place = misplaced(tree, text);
  if (place !== null) return place;
  const said = text.replace(PREFIX, '').replace(NUMBERS, VARIES);
  const like = pattern(said);
  const isIt = (/** @type {string} */ format) => pattern(format).test(said) || like.test(format);
  return own.some(isIt) || tree.formats.some(isIt) ? null : 'no format of Xen prints that';
}

const { claimsOf, RELEASES } = await catalogue();
const releases = RELEASES.filter((release) => named.length === 0 || named.includes(release));
if (releases.length < named.length) {
  console.error(USAGE);
  process.exit(2);
}
const counts = { citations: 0, messages: 0, untold: 0 };
/** @type {Map<string, string[]>} */
const wrong = new Map();
const complain = (/** @type {string} */ what, /** @type {string} */ release) =>
  wrong.set(what, [...new Set([...(wrong.get(what) ?? []), release])]);

for (const release of releases) {
  const tree = new Tree(branchOf(release));
  for (const { id, cites, texts, untold } of claimsOf(release)) {
    const own = [];
    for (const cite of cites) {
      counts.citations += 1;
      const [path = '', name = ''] = cite.split(':');
      const source = tree.file(path);
      if (path.startsWith('docs/')) {
        if (source === null) complain(`${id}: ${cite}: there is no such document`, release);
      } else if (source === null) complain(`${id}: ${cite}: there is no such file`, release);
      else if (!/^\w+$/.test(name)) complain(`${id}: ${cite}: names no function`, release);
      else {
        const body = bodyOf(source, name);
        if (body === null) complain(`${id}: ${cite}: the file has no such function`, release);
        own.push(...formatsOf(body ?? ''));
      }
    }
    for (const text of texts) {
      counts.messages += 1;
      const why = whyNot(tree, text.trim(), own);
      if (why !== null) complain(`${id}: “${text}”: ${why}`, release);
    }
    counts.untold += untold;
  }
}

for (const [what, which] of wrong) console.log(`${what} (${which.join(', ')})`);
console.log(
  `${releases.join(', ')}: ${counts.citations} citations and ${counts.messages} messages looked up, ${wrong.size} wrong; ${counts.untold} messages need a boot to be made`,
);
process.exit(wrong.size === 0 ? 0 : 1);
