/** The `format`s of `schema/`: what they look like as text, and what they are in a `Config`. */
export const FORMATS: Record<string, { pattern?: string; tsType: string; says: string }> = {
  duration: {
    pattern: "^[0-9]{1,9}(ms|s|m|h|d)$",
    tsType: "number",
    says: "In milliseconds.",
  },
  size: {
    pattern: "^[0-9]{1,9}(B|KB|KiB|MB|MiB|GB|GiB)$",
    tsType: "number",
    says: "In bytes.",
  },
  listen: { tsType: "{ host: string; port: number }", says: "`host` is empty for every address of the machine." },
  file: { tsType: "string", says: "" },
  url: { tsType: "string", says: "" },
  "public-url": { tsType: "string", says: "An origin, as `URL.origin` spells it." },
  "http-proxy": { tsType: "string", says: "" },
};
