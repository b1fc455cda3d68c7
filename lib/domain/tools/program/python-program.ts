/** The function below that runs a program. */
export const pythonEntry = "run_program";

/**
 * Runs a program as a notebook would: at the top, with `await`, and with the value of its last expression. The agent's
 * Python tools are there as functions, its other tools by calls that leave the sandbox. What the program does wrong is
 * part of the answer.
 */
export const pythonProgram = `
def run_program(code: str, sources: list, remote: list, agent_state=None):
    import ast, asyncio, functools, inspect, linecache, sys, traceback

    FILE = "<program>"
    scope = {"__name__": "__main__", "agent_state": agent_state}

    def remember(file, text):
        linecache.cache[file] = (len(text), None, text.splitlines(True), file)

    def offer(tool):
        file = "<tool %s>" % tool["name"]
        remember(file, tool["source"])
        try:
            exec(compile(tool["source"], file, "exec"), scope)
            function = scope.get(tool["name"])
            if callable(function) and "agent_state" in inspect.signature(function).parameters:
                scope[tool["name"]] = functools.partial(function, agent_state=agent_state)
        except Exception as error:
            print("Tool %s is not there: %s: %s" % (tool["name"], type(error).__name__, error), file=sys.stderr)

    def stub(tool):
        def call(*given, **named):
            if len(given) > len(tool["parameters"]):
                raise TypeError("%s takes %d arguments" % (tool["name"], len(tool["parameters"])))
            named.update(zip(tool["parameters"], given))
            return call_tool(tool["name"], named)
        call.__name__ = tool["name"]
        return call

    for tool in remote:
        scope[tool["name"]] = stub(tool)
    for tool in sources:
        offer(tool)

    def compiled():
        tree = ast.parse(code, FILE)
        last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
        parts = [(tree, "exec")] + ([(ast.Expression(last.value), "eval")] if last else [])
        return [compile(part, FILE, mode, ast.PyCF_ALLOW_TOP_LEVEL_AWAIT) for part, mode in parts]

    async def awaited(parts):
        for part in parts:
            value = eval(part, scope)
            if part.co_flags & inspect.CO_COROUTINE:
                value = await value
        return value

    def value_of(parts):
        if any(part.co_flags & inspect.CO_COROUTINE for part in parts):
            return asyncio.run(awaited(parts))
        for part in parts:
            value = eval(part, scope)
        return value

    def failure(error):
        frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename.startswith("<")]
        frames = [frame for frame in frames if frame.filename == FILE or frame.filename.startswith("<tool ")]
        lines = ["Traceback (most recent call last):\\n"] + traceback.format_list(frames)
        text = "".join(lines + traceback.format_exception_only(type(error), error))
        return {"name": type(error).__name__, "value": str(error)[:10_000], "traceback": text[-20_000:]}

    remember(FILE, code)
    try:
        value = value_of(compiled())
    except SystemExit as error:
        return {"error": failure(error) if error.code else None, "text": None}
    except BaseException as error:
        return {"error": failure(error), "text": None}
    text = None if value is None else value if isinstance(value, str) else repr(value)
    return {"error": None, "text": text if text is None else text[:200_000]}
`;
