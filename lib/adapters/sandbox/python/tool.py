"""What a tool's function is given and what becomes of its return."""
import ast, asyncio, dataclasses, datetime, enum, inspect, json, linecache, math, os, re, sys, threading, traceback, types, typing, warnings

VALUE_CHARS_MAX = 1_000_000
FILE = "<tool>"


def preload():
    """Imports once what many tools import, where it is installed."""
    for name in ("pydantic", "requests", "httpx"):
        try:
            __import__(name)
        except Exception:
            pass


def run(request):
    os.environ.clear()
    os.environ.update(request["env"])
    warnings.simplefilter("ignore")
    sys.stdout, sys.stderr = (open(fd, "w", 1, "utf-8", "replace", closefd=False) for fd in (1, 2))
    state = AgentState(request["agent_state"]) if request.get("agent_state") else None
    source, name = request["source"], None
    try:
        name = entry_of(source, request.get("entry"))
        if name is None:
            return {"failure": "no_function"}
        module = load(source)
        if request.get("calls"):
            module["call_tool"] = call_tool
        function = module[name]
        given = bound(function, request, state)
        value = function(**given)
        if inspect.isawaitable(value):
            value = asyncio.run(awaited(value))
        outcome = {"value": limited(plain(value))}
    except BaseException as error:
        outcome = failed(error)
    sys.stdout.flush()
    sys.stderr.flush()
    outcome["entry"] = name
    if state is not None:
        outcome["memory"] = state.memory.changed()
    return outcome


async def awaited(value):
    return await value


CALLS = 201
CALL_LOCK = threading.Lock()


class ToolError(Exception):
    """Another tool failed."""


def call_tool(name, arguments):
    """Runs another of the agent's tools, in the server, and gives its value."""
    with CALL_LOCK:
        ask = json.dumps({"name": name, "args": plain(arguments)}).encode() + b"\n"
        while ask:
            ask = ask[os.write(CALLS, ask):]
        answer = b""
        while not answer.endswith(b"\n"):
            data = os.read(CALLS, 1 << 16)
            if not data:
                raise ToolError("The server does not answer")
            answer += data
    answer = json.loads(answer)
    if "error" in answer:
        raise ToolError(answer["error"])
    return answer["value"]


def failed(error):
    """The error as the model reads it, with the part of the traceback that is the tool's own."""
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename != __file__]
    lines = ["Traceback (most recent call last):\n", *traceback.format_list(frames)]
    lines += traceback.format_exception_only(type(error), error)
    return {"error": {"type": type(error).__name__, "message": str(error)}, "traceback": "".join(lines)[-20_000:]}


def entry_of(source, wanted):
    """The wanted function, or the last one of the source."""
    functions = (ast.FunctionDef, ast.AsyncFunctionDef)
    names = [node.name for node in ast.parse(source, FILE).body if isinstance(node, functions)]
    return wanted if wanted in names else (names[-1] if names else None)


def load(source):
    module = types.ModuleType("tool_source")
    sys.modules[module.__name__] = module
    linecache.cache[FILE] = (len(source), None, source.splitlines(True), FILE)
    module.client = client()
    exec(compile(source, FILE, "exec"), module.__dict__)
    return module.__dict__


def client():
    """The API's client for tools that use one: where it is installed and there is a key for it."""
    key = os.environ.get("LETTA_API_KEY")
    if not key:
        return None
    try:
        from letta_client import Letta

        address = os.environ.get("LETTA_BASE_URL")
        return Letta(api_key=key, **({"base_url": address} if address else {}))
    except Exception:
        return None


def bound(function, request, state):
    try:
        hints = typing.get_type_hints(function)
    except Exception:
        hints = {}
    given = {name: coerced(value, hints.get(name)) for name, value in request["args"].items()}
    parameters = inspect.signature(function).parameters
    if "agent_state" in parameters:
        given["agent_state"] = state
    if "agent_id" in parameters:
        given["agent_id"] = request.get("agent_id")
    return given


def coerced(value, hint):
    """The value as the type that the function names, where it can be read as one; else as it came."""
    try:
        return cast(value, hint)
    except Exception:
        return value


def cast(value, hint):
    origin, inner = typing.get_origin(hint), typing.get_args(hint)
    if hint is None or hint is typing.Any or hint is inspect.Parameter.empty:
        return value
    if origin is typing.Annotated:
        return cast(value, inner[0])
    if origin is typing.Union or origin is getattr(types, "UnionType", None):
        return cast_to_one(value, inner)
    if origin is typing.Literal:
        return next((option for option in inner if option == value or str(option) == value), value)
    kind = origin or hint
    if isinstance(value, str) and kind in (list, tuple, set, frozenset, dict):
        value = json.loads(value)
    if kind in (list, set, frozenset):
        return kind(cast(item, inner[0]) for item in value) if inner else kind(value)
    if kind is tuple:
        each = inner[:1] * len(value) if len(inner) == 2 and inner[1] is Ellipsis else inner
        return tuple(cast(item, of) for item, of in zip(value, each)) if inner else tuple(value)
    if kind is dict:
        return {cast(key, inner[0]): cast(item, inner[1]) for key, item in value.items()} if inner else dict(value)
    return cast_to_class(value, kind)


def cast_to_one(value, options):
    if value is None and type(None) in options:
        return None
    for option in options:
        if isinstance(option, type) and type(value) is option:
            return value
    for option in options:
        if option is type(None):
            continue
        try:
            return cast(value, option)
        except Exception:
            pass
    return value


def cast_to_class(value, kind):
    if not isinstance(kind, type) or isinstance(value, kind) and not (kind is int and isinstance(value, bool)):
        return value
    if kind is bool:
        known = {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}
        return known[str(value).lower()]
    if kind is int:
        number = float(value) if not isinstance(value, (int, str)) or "." in str(value) else int(value)
        if number != int(number):
            raise ValueError(value)
        return int(number)
    if kind in (float, str):
        return kind(value) if not isinstance(value, (dict, list)) else value
    if issubclass(kind, enum.Enum):
        return kind[value] if value in kind.__members__ else kind(value)
    if kind in (datetime.datetime, datetime.date, datetime.time):
        return kind.fromisoformat(value)
    if hasattr(kind, "model_validate"):
        return kind.model_validate(json.loads(value) if isinstance(value, str) else value)
    if dataclasses.is_dataclass(kind):
        return kind(**(json.loads(value) if isinstance(value, str) else value))
    return value


def plain(value, depth=0):
    """The value as JSON can hold it; what JSON cannot hold becomes its text."""
    if value is None or isinstance(value, (bool, str)):
        return value
    if depth > 100:
        return str(value)
    if isinstance(value, enum.Enum):
        return plain(value.value, depth + 1)
    if isinstance(value, int):
        return int(value)
    if isinstance(value, float):
        return float(value) if math.isfinite(value) else str(value)
    if isinstance(value, type):
        return str(value)
    if hasattr(value, "model_dump"):
        return plain(value.model_dump(), depth + 1)
    if dataclasses.is_dataclass(value):
        return plain({field.name: getattr(value, field.name) for field in dataclasses.fields(value)}, depth + 1)
    if isinstance(value, dict):
        return {str(key): plain(item, depth + 1) for key, item in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [plain(item, depth + 1) for item in value]
    return str(value)


def limited(value):
    """The value with the text that stands for it: Python's own, except that an object's is JSON."""
    is_data = isinstance(value, (dict, list))
    text = value if isinstance(value, str) else json.dumps(value) if isinstance(value, dict) else str(value)
    if len(text) <= VALUE_CHARS_MAX and (not is_data or len(json.dumps(value)) <= VALUE_CHARS_MAX):
        return {"json": value, "text": text}
    note = "... [NOTE: function output was truncated since it exceeded the character limit (%d > %d)]"
    cut = text[:VALUE_CHARS_MAX] + note % (len(text), VALUE_CHARS_MAX)
    return {"json": cut, "text": cut}


class Bag:
    """Fields as attributes and as keys."""

    def __init__(self, fields):
        for key, item in fields.items():
            setattr(self, key, bagged(item))

    def __getitem__(self, key):
        return getattr(self, key)

    def get(self, key, default=None):
        return getattr(self, key, default)

    def model_dump(self, **_):
        return {key: item for key, item in self.__dict__.items() if not key.startswith("_")}

    dict = model_dump

    def __repr__(self):
        return "%s(%s)" % (type(self).__name__, ", ".join("%s=%r" % item for item in self.model_dump().items()))


def bagged(item):
    if isinstance(item, dict):
        return Bag(item)
    return [bagged(each) for each in item] if isinstance(item, list) else item


class Memory(Bag):
    """The agent's blocks. Values that differ at the end are saved."""

    def __init__(self, blocks):
        self.blocks = [Bag(block) for block in blocks]
        self._before = {block.label: block.value for block in self.blocks}

    def list_block_labels(self):
        return [block.label for block in self.blocks]

    def get_blocks(self):
        return self.blocks

    def get_block(self, label):
        for block in self.blocks:
            if block.label == label:
                return block
        known = ", ".join(self.list_block_labels())
        raise KeyError("Block field %s does not exist (available sections = %s)" % (label, known))

    def update_block_value(self, label, value):
        block = self.get_block(label)
        if not isinstance(value, str):
            raise ValueError("The value of a block is a string")
        if block.get("read_only"):
            raise ValueError("Block %s is read-only" % label)
        block.value = value

    def changed(self):
        return {
            block.label: str(block.value)
            for block in self.blocks
            if block.label in self._before and self._before[block.label] != block.value
        }


class AgentState(Bag):
    def __init__(self, fields):
        blocks = fields.pop("blocks", [])
        super().__init__(fields)
        self.memory = Memory(blocks)
        self.blocks = self.memory.blocks
