"""Lists, calls and answers a question with the Python SDK. usage: peer_client.py legacy|auto URL; prints one JSON object."""

import asyncio
import json
import sys

from mcp import Client
from mcp_types import CreateMessageResult, ElicitResult, TextContent


async def elicit(_context, _params):
    return ElicitResult(action="accept", content={"name": "Ada"})


async def sample(_context, _params):
    return CreateMessageResult(role="assistant", content=TextContent(type="text", text="Paris"), model="none")


async def main(mode: str, url: str) -> None:
    async with Client(url, mode=mode, elicitation_callback=elicit, sampling_callback=sample) as client:
        progress = []

        async def heard(done, total, _message):
            progress.append([done, total])

        tools = await client.list_tools()
        text = await client.call_tool("test_simple_text", {})
        await client.call_tool("test_tool_with_progress", {}, progress_callback=heard)
        greeted = await client.call_tool("test_input_required_result_elicitation", {})
        sampled = await client.call_tool("test_sampling", {"prompt": "Capital?"})
        resource = await client.read_resource("test://static-text")
        prompt = await client.get_prompt("test_simple_prompt")
        print(
            json.dumps(
                {
                    "tools": [tool.name for tool in tools.tools],
                    "text": text.content[0].text,
                    "progress": progress,
                    "greeted": greeted.content[0].text,
                    "sampled": sampled.content[0].text,
                    "resource": resource.contents[0].text,
                    "prompt": prompt.messages[0].content.text,
                }
            )
        )


asyncio.run(main(sys.argv[1], sys.argv[2]))
