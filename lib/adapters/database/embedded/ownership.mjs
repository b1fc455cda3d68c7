// Who owns a data folder. Two engines on one folder lose data without an error, so ownership must be taken atomically and
// must end with the process, however it ends. A pid file does neither: taking over a stale one races, and pids are reused.
import fs from "node:fs";
import net from "node:net";

/** BSD's open(2) flag for a lock that the kernel drops with the file descriptor; Node passes it through. */
const O_EXLOCK = 0x20;
const BSD = new Set(["darwin", "freebsd", "openbsd", "netbsd"]);

/**
 * Takes ownership: an object with `release()`, or null while another process has it.
 * It does not protect a volume that two containers share: each has its own network namespace.
 */
export async function takeOwnership(name, lockFile, platform = process.platform) {
  if (platform === "linux" || platform === "android") return listenAbstract(`\0${name}`);
  if (BSD.has(platform)) return lockExclusively(lockFile);
  throw new Error(
    `The embedded database does not run on '${platform}'. Use Linux, macOS or WSL, or set DATABASE_URL to a Postgres server.`,
  );
}

/** Linux: a name in the abstract socket namespace belongs to one listener, and the kernel frees it when that one dies. */
function listenAbstract(name) {
  return new Promise((resolve, reject) => {
    const server = net.createServer((client) => client.destroy());
    server.once("error", (err) => (err.code === "EADDRINUSE" ? resolve(null) : reject(err)));
    server.listen(name, () => {
      server.unref();
      resolve({ release: () => new Promise((done) => server.close(() => done())) });
    });
  });
}

function lockExclusively(lockFile) {
  const { O_RDWR, O_CREAT, O_NONBLOCK } = fs.constants;
  try {
    const fd = fs.openSync(lockFile, O_RDWR | O_CREAT | O_NONBLOCK | O_EXLOCK, 0o600);
    return { release: async () => fs.closeSync(fd) };
  } catch (err) {
    if (err.code === "EAGAIN" || err.code === "EWOULDBLOCK") return null;
    throw err;
  }
}
