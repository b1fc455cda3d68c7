import { existsSync, lstatSync, readlinkSync, realpathSync } from "node:fs";
import path from "node:path";

/** The number that systems give to nobody. */
const NOBODY = 65_534;

/**
 * Whom tools run as, the safest first: a server that is root gives them to nobody, unless what they need lies in a folder
 * that only root may enter.
 */
export const identities = (): { uid?: number; gid?: number }[] =>
  process.getuid?.() === 0 ? [{ uid: NOBODY, gid: NOBODY }, {}] : [{}];

/** Where the work folder is inside of a sandbox. */
export const INSIDE = "/run/mneme";

interface Walls {
  /** Files and folders that are shown at their own place. */
  shown: string[];
  /** Folders that are empty inside, where they lie below a system folder that is shown. */
  hidden?: string[];
  /** Shown at another place. */
  moved: { from: string; to: string; isWritable?: boolean }[];
  /** Power over the sandbox itself, for what makes a smaller one in it and then gives it away. */
  isWarden: boolean;
  env: Record<string, string>;
}

/**
 * A system of its own: no network, no processes of others, nothing to write but a temporary folder, an empty environment,
 * and nothing to read but programs, libraries and certificates.
 */
export function bubblewrapArguments({ shown, moved, isWarden, env, hidden = [] }: Walls): string[] {
  const empty = hidden.filter((folder) => existsSync(folder)).map((folder) => realpathSync(folder));
  const emptied = empty.filter(isBelowSystem).sort();
  return [
    ...["--unshare-user", "--unshare-ipc", "--unshare-pid", "--unshare-uts", "--unshare-net"],
    ...["--unshare-cgroup-try", "--die-with-parent", "--new-session", "--hostname", "tool", "--clearenv"],
    ...["--ro-bind", "/usr", "/usr", ...systemFolders()],
    ...systemFiles.flatMap((file) => ["--ro-bind-try", file, file]),
    ...["--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp"],
    ...emptied.flatMap((folder) => ["--tmpfs", folder]),
    ...shown.flatMap((file) => ["--ro-bind", file, file]),
    ...moved.flatMap(({ from, to, isWritable }) => [isWritable ? "--bind" : "--ro-bind", from, to]),
    ...["/dev", ...emptied, "/"].flatMap((folder) => ["--remount-ro", folder]),
    ...["--chdir", "/tmp"],
    ...(isWarden ? ["--cap-add", "ALL"] : ["--cap-drop", "ALL"]),
    ...Object.entries(env).flatMap(([name, value]) => ["--setenv", name, value]),
  ];
}

const systemFiles = [
  ...["/etc/ssl", "/etc/ca-certificates", "/etc/pki", "/etc/localtime", "/etc/ld.so.cache"],
  ...["/etc/alternatives", "/nix"],
];

/** As `/usr/src/app`, but not `/usr/local/bin`: without that, nothing would run. */
const isBelowSystem = (folder: string) =>
  /^\/(usr|nix)\/./.test(folder) && !/^\/usr(\/local)?(\/(bin|sbin|lib\d*|libexec|share))?$/.test(folder);

/** Links into /usr on most systems, folders of their own on some. */
function systemFolders(): string[] {
  return ["/bin", "/sbin", "/lib", "/lib32", "/lib64"].flatMap((folder) => {
    const found = lstatSync(folder, { throwIfNoEntry: false });
    if (found?.isSymbolicLink()) return ["--symlink", readlinkSync(folder), folder];
    return found?.isDirectory() ? ["--ro-bind", folder, folder] : [];
  });
}

/** An environment that has these variables and no other. Next's types ask for one more, which no program of ours reads. */
export const environment = (variables: Record<string, string> = {}) =>
  variables as unknown as NodeJS.ProcessEnv;

/** The smallest environment in which programs work. */
export const plainEnvironment = {
  PATH: ["/usr/local/bin", "/usr/bin", "/bin"].join(path.delimiter),
  HOME: "/tmp",
  TMPDIR: "/tmp",
  LANG: "C.UTF-8",
};
