const DURATION = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;
const SIZE = {
  B: 1,
  KB: 1000,
  KiB: 1024,
  MB: 1_000_000,
  MiB: 1_048_576,
  GB: 1_000_000_000,
  GiB: 1_073_741_824,
} as const;

/** Milliseconds of `250ms`, `30s`, `5m`, `1h`, `1d`; undefined when the text is no duration. */
export const parseDuration = (text: string): number | undefined => quantity(text, DURATION);

/** Bytes of `512KiB`, `4MiB`, `1GB` …; undefined when the text is no size. */
export const parseSize = (text: string): number | undefined => quantity(text, SIZE);

/** A duration as the file spells it, in the largest unit that divides it. */
export const formatDuration = (milliseconds: number): string => spell(milliseconds, DURATION);

/** A size as the file spells it, in the largest unit that divides it, powers of two first. */
export const formatSize = (bytes: number): string => spell(bytes, SIZE);

function quantity(text: string, units: Readonly<Record<string, number>>): number | undefined {
  const match = /^([0-9]{1,9})([A-Za-z]+)$/.exec(text);
  const unit = match?.[2] !== undefined && Object.hasOwn(units, match[2]) ? units[match[2]] : undefined;
  return unit === undefined ? undefined : Number(match?.[1]) * unit;
}

function spell(amount: number, units: Readonly<Record<string, number>>): string {
  let [name, size] = Object.entries(units)[0] as [string, number];
  for (const [other, larger] of Object.entries(units)) {
    if (
      amount !== 0 &&
      amount % larger === 0 &&
      amount / larger < 1e9 &&
      (size === 1 || amount / larger < amount / size)
    ) {
      name = other;
      size = larger;
    }
  }
  return `${amount / size}${name}`;
}
