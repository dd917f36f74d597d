/** The number of edits (insert, delete, replace, swap neighbours) between two words: optimal string alignment. */
export function distance(a: string, b: string): number {
  const rows = [Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      let best = Math.min(at(rows, i - 1, j) + 1, (row[j - 1] ?? 0) + 1, at(rows, i - 1, j - 1) + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        best = Math.min(best, at(rows, i - 2, j - 2) + 1);
      row[j] = best;
    }
    rows.push(row);
  }
  return at(rows, a.length, b.length);
}

const at = (rows: readonly (readonly number[])[], i: number, j: number) => rows[i]?.[j] ?? 0;

/** Without what spellings differ in: case, `_` and `-`. */
const plain = (word: string) => word.toLowerCase().replace(/[_-]/g, "");

/** The word that was probably meant, or undefined when nothing is near. */
export function nearest(word: string, words: Iterable<string>): string | undefined {
  if (word.length > 64) return undefined;
  const wanted = plain(word);
  const reach = Math.max(1, Math.floor(wanted.length / 3));
  let best: string | undefined;
  let least = reach + 1;
  for (const candidate of words) {
    if (candidate === word || Math.abs(candidate.length - word.length) > reach + 4) continue;
    const edits = distance(wanted, plain(candidate));
    if (edits < least) {
      least = edits;
      best = candidate;
    }
  }
  return best;
}

/** `did you mean "x"?`, or undefined. */
export function didYouMean(word: string, words: Iterable<string>): string | undefined {
  const found = nearest(word, words);
  return found === undefined ? undefined : `did you mean ${JSON.stringify(found)}?`;
}
