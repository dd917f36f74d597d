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

function quantity(text: string, units: Readonly<Record<string, number>>): number | undefined {
  const match = /^([0-9]{1,9})([A-Za-z]+)$/.exec(text);
  const unit = match?.[2] !== undefined && Object.hasOwn(units, match[2]) ? units[match[2]] : undefined;
  return unit === undefined ? undefined : Number(match?.[1]) * unit;
}
