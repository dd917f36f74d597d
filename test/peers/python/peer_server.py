"""A server on the Python SDK. usage: peer_server.py stdio | streamable-http PORT | sse PORT"""

import sys

from mcp.server.mcpserver import Context, MCPServer

server = MCPServer("python-peer", version="1.0.0")


@server.tool()
def add(a: int, b: int) -> int:
    """Adds two numbers."""
    return a + b


@server.tool()
async def count(upto: int, ctx: Context) -> str:
    """Reports progress while it counts."""
    for done in range(1, upto + 1):
        await ctx.report_progress(done, upto)
    return "counted"


@server.resource("peer://greeting/{name}")
def greeting(name: str) -> str:
    """A greeting made from a name."""
    return f"Hello, {name}!"


@server.prompt()
def ask(topic: str) -> str:
    """Asks about a topic."""
    return f"What about {topic}?"


if sys.argv[1] == "stdio":
    server.run("stdio")
else:
    server.run(sys.argv[1], host="127.0.0.1", port=int(sys.argv[2]))
