"""Runs tools, every call in processes of its own.

`supervisor.py zygote DIR`  listens on DIR/calls.sock and forks once for every connection. The zygote itself never reads a
                            request, so no call can find another one's arguments or secrets in the memory it inherits.
`supervisor.py once`        serves the one request on stdin and answers on stdout.

A connection carries one JSON line each way, and between them a pair for every call that the tool makes of the server. When the other side closes it early, the call is killed.
"""
import json, os, select, signal, socket, sys, time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import tool
import walls

sys.path.pop(0)

REQUEST_BYTES_MAX = 16 << 20
RESULT_BYTES_MAX = 6 << 20
CALL_BYTES_MAX = 1 << 20
OUTPUT_BYTES_MAX = 100_000


def zygote(folder):
    walls.forbid_user_namespaces()
    tool.preload()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(os.path.join(folder, "calls.sock"))
    listener.listen(256)
    os.write(1, b"ready\n")
    poll = select.poll()
    poll.register(listener, select.POLLIN)
    poll.register(0, select.POLLIN)
    while True:
        for fd, _ in poll.poll():
            if fd == 0:
                os._exit(0)
            connection, _ = listener.accept()
            if os.fork() == 0:
                listener.close()
                serve(connection.fileno(), connection.fileno(), folder)
            connection.close()


def serve(source, target, folder):
    """Answers the one request of this process and ends it."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    try:
        reply = Call(read_request(source), source, target, folder).run()
    except BaseException as error:
        reply = {"failure": "sandbox", "message": repr(error)}
    send(target, json.dumps(reply).encode() + b"\n")
    os._exit(0)


def read_request(fd):
    chunks, size = [], 0
    while True:
        chunk = os.read(fd, 1 << 16)
        if not chunk:
            os._exit(0)
        chunks.append(chunk)
        size += len(chunk)
        if size > REQUEST_BYTES_MAX:
            raise ValueError("the request is too large")
        if chunk.endswith(b"\n"):
            return json.loads(b"".join(chunks))


def send(fd, data):
    view = memoryview(data)
    try:
        while view:
            view = view[os.write(fd, view):]
    except OSError:
        pass  # nobody waits any more


class Call:
    def __init__(self, request, connection, target, folder):
        self.request, self.connection, self.target, self.folder = request, connection, target, folder
        self.outputs = {}
        self.calls = None

    def run(self):
        if self.folder:
            walls.make_namespaces(self.folder if self.request.get("network") else None)
        else:
            walls.adopt_orphans()
        pipes = {name: os.pipe() for name in ("stdout", "stderr", "result")}
        near, far = socket.socketpair()
        pid = os.fork()
        if pid == 0:
            self.child({name: ends[1] for name, ends in pipes.items()}, far.fileno())
        far.close()
        self.calls = Calls(near, self.target) if self.request.get("calls") else None
        for name, (reading, writing) in pipes.items():
            os.close(writing)
            self.outputs[reading] = Output(name, RESULT_BYTES_MAX if name == "result" else OUTPUT_BYTES_MAX)
        failure = self.watch(pid)
        return self.reply(failure, os.waitpid(pid, 0)[1])

    def watch(self, pid):
        """Collects what the tool says until it is over, in time or not. With the first process all others of the call end."""
        deadline = time.monotonic() + self.request["limits"]["wall_s"]
        poll = select.poll()
        poll.register(self.connection, select.POLLIN)
        open_pipes = set(self.outputs)
        for fd in open_pipes:
            poll.register(fd, select.POLLIN)
        if self.calls:
            poll.register(self.calls.fd, select.POLLIN)
        failure = None
        while open_pipes:
            left = deadline - time.monotonic()
            if left <= 0:
                failure = "timeout"
                break
            for fd, _ in poll.poll(left * 1000):
                if fd == self.connection:
                    if self.calls and self.calls.pass_answer(fd):
                        continue
                    kill(pid, self.folder)
                    os._exit(0)
                if self.calls and fd == self.calls.fd:
                    if not self.calls.pass_call():
                        poll.unregister(fd)
                    continue
                data = os.read(fd, 1 << 16)
                output = self.outputs[fd]
                output.add(data)
                if not data:
                    poll.unregister(fd)
                    open_pipes.discard(fd)
                # What the tool left running in the background must not keep the call open.
                if output.name == "result" and output.is_whole:
                    deadline = min(deadline, time.monotonic() + 0.2)
        kill(pid, self.folder)
        return failure if not self.is_answered() else None

    def is_answered(self):
        return any(output.name == "result" and output.is_whole for output in self.outputs.values())

    def reply(self, failure, status):
        texts = {output.name: output for output in self.outputs.values()}
        reply = {"stdout": texts["stdout"].text(), "stderr": texts["stderr"].text()}
        result = texts["result"]
        if result.is_whole and not result.is_cut and result.size:
            reply.update(json.loads(result.text()))
        elif failure:
            reply["failure"] = failure
        else:
            reply.update({"failure": "died", "message": how_it_ended(status)})
        return reply

    def child(self, ends, calls):
        """The tool's own process: shut in first, then told what to run."""
        try:
            os.setsid()
            void = os.open("/dev/null", os.O_RDONLY)
            os.dup2(calls, 201, False)
            for fd, target in ((ends["result"], 200), (void, 0), (ends["stdout"], 1), (ends["stderr"], 2)):
                os.dup2(fd, target)
            os.closerange(3, 200)
            os.closerange(202, 65_536)
            if self.folder:
                walls.shut_in(self.folder)
            walls.die_with_parent()
            walls.set_limits(self.request["limits"])
            outcome = tool.run(self.request)
        except BaseException as error:
            outcome = tool.failed(error)
        try:
            send(200, json.dumps(outcome).encode() + b"\n")
            os._exit(0)
        except BaseException:
            os._exit(70)


class Calls:
    """What the tool asks of the server while it runs, and what it is told: a line of JSON each way, one call at a time."""

    def __init__(self, near, target):
        self.near, self.fd, self.target, self.asked = near, near.fileno(), target, b""
        # A tool that asks and does not listen must not hold up the end of its time.
        near.settimeout(5)

    def pass_call(self):
        try:
            data = self.near.recv(1 << 16)
        except OSError:
            data = b""
        self.asked += data
        if not data or len(self.asked) > CALL_BYTES_MAX:
            return False
        if self.asked.endswith(b"\n"):
            line, self.asked = self.asked, b""
            try:
                send(self.target, json.dumps({"call": json.loads(line)}).encode() + b"\n")
            except ValueError:
                return False
        return True

    def pass_answer(self, fd):
        """False when the other side has gone."""
        try:
            data = os.read(fd, 1 << 16)
        except OSError:
            return False
        try:
            self.near.sendall(data)
        except OSError:
            pass  # the tool does not listen any more
        return bool(data)


class Output:
    """The first bytes of a stream; the rest is read and dropped, so that the tool never waits."""

    def __init__(self, name, limit):
        self.name, self.limit, self.size, self.parts, self.kept, self.is_whole = name, limit, 0, [], 0, False

    @property
    def is_cut(self):
        return self.size > self.limit

    def add(self, data):
        if not data or data.endswith(b"\n"):
            self.is_whole = True
        self.size += len(data)
        keep = data[: self.limit - self.kept]
        if keep:
            self.parts.append(keep)
            self.kept += len(keep)

    def text(self):
        text = b"".join(self.parts).decode("utf-8", "replace")
        return text + ("\n... [%d bytes in all]" % self.size if self.is_cut else "")


def kill(pid, folder):
    """The first process of a namespace takes all others with it; without one they are looked for."""
    for group in (os.killpg, os.kill):
        try:
            group(pid, signal.SIGKILL)
        except OSError:
            pass
    while not folder and walls.IS_LINUX:
        try:
            with open("/proc/self/task/%d/children" % os.getpid()) as children:
                strays = [int(word) for word in children.read().split() if int(word) != pid]
        except OSError:
            return
        if not strays:
            return
        for stray in strays:
            try:
                os.kill(stray, signal.SIGKILL)
                os.waitpid(stray, 0)
            except OSError:
                pass


def how_it_ended(status):
    if os.WIFSIGNALED(status):
        number = os.WTERMSIG(status)
        if number == signal.SIGXCPU:
            return "it used up its processor time"
        return "it was ended by signal %d" % number
    return "it ended itself with exit code %d" % os.WEXITSTATUS(status)


if __name__ == "__main__":
    if sys.argv[1] == "zygote":
        zygote(sys.argv[2])
    serve(0, 1, None)
