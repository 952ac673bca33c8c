// Who may import whom: the house's law, checked on every test run. A room not listed here does not exist.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const src = resolve(dirname(fileURLToPath(import.meta.url)), '../src');

/** room → rooms it may import (its own always), npm packages it may import, whether node's modules are allowed. */
export const LAW = {
  model: { rooms: [] },
  devicetree: { rooms: ['model'] },
  bindings: { rooms: ['model', 'devicetree'] },
  engine: { rooms: ['model'] },
  boards: { rooms: ['model'] },
  share: { rooms: ['model', 'devicetree', 'bindings', 'boards'], packages: ['valibot'] },
  exchange: { rooms: ['model', 'devicetree', 'bindings', 'boards', 'share', 'engine'] },
  lessons: { rooms: ['model', 'engine'] },
  'map/geometry': { rooms: ['model'] },
  map: {
    rooms: ['model', 'map/geometry'],
    packages: ['d3-selection', 'd3-drag', 'd3-zoom'],
  },
  workers: { rooms: ['model', 'bindings', 'engine', 'map', 'map/geometry'] },
  store: {
    rooms: ['model', 'devicetree', 'bindings', 'engine', 'exchange', 'share', 'boards', 'lessons', 'workers'],
    packages: ['zustand', 'idb-keyval'],
  },
  editor: { rooms: ['model', 'devicetree', 'bindings'], packages: ['monaco-editor'] },
  ui: {
    rooms: [
      'model',
      'devicetree',
      'bindings',
      'engine',
      'exchange',
      'share',
      'boards',
      'lessons',
      'map',
      'map/geometry',
      'store',
      'editor',
    ],
    packages: ['react', 'react-dom', 'zustand', 'lucide-react', 'tinykeys'],
  },
  cli: {
    rooms: ['model', 'devicetree', 'bindings', 'engine', 'exchange', 'share', 'boards'],
    node: true,
  },
  main: { rooms: ['ui', 'store'], packages: ['react', 'react-dom'] },
  testing: {
    rooms: ['model', 'devicetree', 'bindings', 'engine', 'exchange', 'share', 'boards'],
    packages: ['fast-check'],
    node: true,
  },
};

/** What every test may reach besides its own room's law. */
const TEST = { rooms: ['testing'], packages: ['vitest', 'fast-check', '@testing-library/react'], node: true };

export function roomOf(path) {
  const parts = path.split('/');
  if (parts.length === 1) return 'main';
  return parts[0] === 'map' && parts[1] === 'geometry' ? 'map/geometry' : parts[0];
}

/** Every import of a source text: static, dynamic, re-export, side effect. */
export function importsOf(text) {
  const code = text.replace(/\/\*[^]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');
  const found = [];
  for (const match of code.matchAll(/\b(?:from|import)\s*\(?\s*['"]([^'"]+)['"]/g)) found.push(match[1]);
  return found;
}

/** The broken laws of one file, as sentences. `path` is relative to src, with forward slashes. */
export function violations(path, text) {
  const room = roomOf(path);
  const law = LAW[room];
  if (law === undefined) return [`src/${path}: “${room}” is not a room of the house`];
  const isTest = /\.(test|spec)\.tsx?$/.test(path) || room === 'testing';
  const rooms = [...law.rooms, ...(isTest ? TEST.rooms : [])];
  const packages = [...(law.packages ?? []), ...(isTest ? TEST.packages : [])];
  const broken = [];
  for (const target of importsOf(text)) {
    if (target.startsWith('.')) {
      const other = roomOf(join(dirname(path), target.split('?')[0]).split(sep).join('/'));
      if (other !== room && !rooms.includes(other))
        broken.push(`src/${path}: ${room} may not import ${other} (${target})`);
    } else if (target.startsWith('node:')) {
      if (law.node !== true && !(isTest && TEST.node))
        broken.push(`src/${path}: ${room} may not import ${target}`);
    } else {
      const name = target
        .split('/')
        .slice(0, target.startsWith('@') ? 2 : 1)
        .join('/');
      if (!packages.includes(name)) broken.push(`src/${path}: ${room} may not import the package ${name}`);
    }
  }
  return broken;
}

function* sources(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* sources(path);
    else if (/\.tsx?$/.test(entry.name) && !entry.name.endsWith('.d.ts')) yield path;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const files = [...sources(src)];
  const broken = files.flatMap((file) =>
    violations(relative(src, file).split(sep).join('/'), readFileSync(file, 'utf8')),
  );
  for (const line of broken) console.error(line);
  console.log(`imports: ${files.length} files, ${broken.length} against the law`);
  process.exitCode = broken.length === 0 && files.length > 0 ? 0 : 1;
}
