// Reading files the way the command line promises: bounded, named when refused, and never more than needed.
//
// A device tree may come from a stranger (a pull request, say), and so may its `/include/` lines. They can
// reach files in the folder of the file that was named on the command line and below the working directory,
// symbolic links resolved; nothing else, so that no error message can quote a file from elsewhere.
import { realpathSync, readFileSync, statSync } from 'node:fs';
import { type FileHandle, open, writeFile } from 'node:fs/promises';
import { dirname, resolve, sep } from 'node:path';
import { MAX_INPUT } from '../devicetree/limits.ts';
import { fail, ok, type Result } from '../model/result.ts';
import { sizeText } from '../model/size.ts';

const tooLong = (size: number | null): string =>
  `${size === null ? 'it is' : `it is ${sizeText(BigInt(size))}:`} over ${sizeText(BigInt(MAX_INPUT))}, more than any device tree or design`;

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  ENOTDIR: 'a part of its path is not a folder',
  EISDIR: 'it is a folder, not a file',
  EACCES: 'its permissions do not allow it',
  ELOOP: 'its symbolic links go round in circles',
  ENAMETOOLONG: 'its name is too long',
};

/** Why the system would not read or write a file, in words. */
function systemReason(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return REASONS[code] ?? (error instanceof Error ? error.message : String(error));
}

async function readStream(stream: AsyncIterable<Uint8Array>): Promise<Result<Uint8Array>> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stream) {
    size += chunk.length;
    if (size > MAX_INPUT) return fail(tooLong(null));
    chunks.push(chunk);
  }
  return ok(Buffer.concat(chunks));
}

async function withFile<T>(path: string, read: (file: FileHandle) => Promise<Result<T>>): Promise<Result<T>> {
  let file: FileHandle | undefined;
  try {
    file = await open(path, 'r');
    return await read(file);
  } catch (error) {
    return fail(systemReason(error));
  } finally {
    await file?.close().catch(() => undefined);
  }
}

/** All of a file, or of `stdin` for `-`; pipes are read as they come. Refuses folders and more than 16 MiB, unread. */
export async function readInput(
  path: string,
  stdin: () => AsyncIterable<Uint8Array>,
): Promise<Result<Uint8Array>> {
  if (path === '-') {
    try {
      return await readStream(stdin());
    } catch (error) {
      return fail(`standard input: ${systemReason(error)}`);
    }
  }
  return withFile(path, async (file) => {
    const { size, isFile } = await shape(file);
    if (!isFile) return readStream(file.createReadStream({ autoClose: false }));
    return size > MAX_INPUT ? fail(tooLong(size)) : ok(await file.readFile());
  });
}

async function shape(file: FileHandle): Promise<{ readonly size: number; readonly isFile: boolean }> {
  const stat = await file.stat();
  if (stat.isDirectory()) throw Object.assign(new Error('folder'), { code: 'EISDIR' });
  return { size: stat.size, isFile: stat.isFile() };
}

export interface RegularFile {
  /** Bytes. */
  readonly size: number;
  /** `count` bytes from `start` on, or as many as there are. */
  part(start: number, count: number): Promise<Uint8Array>;
}

/** Opens a regular file of any size for `read`, which takes as much of it as it needs. */
export const withRegularFile = <T>(
  path: string,
  read: (file: RegularFile) => Promise<T>,
): Promise<Result<T>> =>
  withFile(path, async (file) => {
    const { size, isFile } = await shape(file);
    if (!isFile) return fail('it is not a regular file');
    const part = async (start: number, count: number): Promise<Uint8Array> => {
      const { buffer, bytesRead } = await file.read(new Uint8Array(count), 0, count, start);
      return buffer.subarray(0, bytesRead);
    };
    return ok(await read({ size, part }));
  });

/** Answers the `/include/` lines of `root` (`-`: standard input, which stands in the working directory). */
export function includesOf(root: string, cwd: string): (path: string) => Result<Uint8Array> {
  const home = root === '-' ? cwd : dirname(resolve(cwd, root));
  return (path) => {
    try {
      const real = realpathSync(resolve(home, path));
      const allowed = [home, cwd].some((folder) => within(realpathSync(folder), real));
      if (!allowed)
        return fail(`${path} is outside the folder of ${root} and the working directory, so it is not read`);
      const stat = statSync(real);
      if (!stat.isFile()) return fail(`${path} is not a regular file`);
      if (stat.size > MAX_INPUT) return fail(`${path}: ${tooLong(stat.size)}`);
      return ok(readFileSync(real));
    } catch (error) {
      return fail(`${path}: ${systemReason(error)}`);
    }
  };
}

const within = (folder: string, path: string): boolean =>
  path.startsWith(folder.endsWith(sep) ? folder : folder + sep);

/** Writes a file, or says why the system would not. */
export async function writeOutput(path: string, content: string | Uint8Array): Promise<Result<null>> {
  try {
    await writeFile(path, content);
    return ok(null);
  } catch (error) {
    return fail(systemReason(error));
  }
}
