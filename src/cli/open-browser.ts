import { spawn } from "node:child_process";

/** What a browser is opened with: a program and its arguments, never a command line. */
interface Opener {
  readonly program: string;
  readonly args: readonly string[];
}

/**
 * Opens a page in the person's browser, without any shell. Answers false when there is none to open: no display, no such
 * program, or it failed at once. The URL must be http or https; it goes out as one argument, re-serialised.
 */
export async function openBrowser(
  text: string,
  env: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform = process.platform,
): Promise<boolean> {
  const url = safeUrl(text);
  const opener = url === undefined ? undefined : openerOf(url, env, platform);
  if (opener === undefined) return false;
  return new Promise((resolve) => {
    const child = spawn(opener.program, opener.args, {
      stdio: "ignore",
      detached: true,
      shell: false,
      env: { ...env },
    });
    const settle = (opened: boolean) => {
      clearTimeout(timer);
      resolve(opened);
    };
    const timer = setTimeout(() => settle(true), 3000);
    child.once("error", () => settle(false));
    child.once("exit", (code) => settle(code === 0));
    child.unref();
  });
}

/**
 * The URL as it may be an argument: WHATWG's own spelling of an http or https URL, with the characters percent-encoded that
 * mean something to the scripts some desktops open pages with. Undefined for anything else.
 */
export function safeUrl(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined;
  const { href } = new URL(text);
  if (!/^https?:\/\//.test(href) || href.length > 16_384) return undefined;
  return href.replace(
    /[$`'"()|;!*{}^\\<>\s]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`,
  );
}

function openerOf(
  url: string,
  env: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform,
): Opener | undefined {
  if (platform === "darwin") return { program: "/usr/bin/open", args: [url] };
  if (platform === "win32") return { program: "rundll32.exe", args: ["url.dll,FileProtocolHandler", url] };
  if (!env.DISPLAY && !env.WAYLAND_DISPLAY) return undefined;
  return { program: "xdg-open", args: [url] };
}
