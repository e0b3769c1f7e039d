# Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
"""peer.py NAME URL BYTES TIMES: as peer.mjs, for Python."""
import asyncio
import json
import resource
import sys
from typing import Literal

from pydantic import BaseModel

name, url, size, times = sys.argv[1:]
model = f"report-{size}-4"


class Finding(BaseModel):
    title: str
    severity: Literal["low", "medium", "high"]
    score: float
    detail: str


class Report(BaseModel):
    summary: str
    findings: list[Finding]


ASK = [{"role": "user", "content": "Report"}]


def instructor_py():
    import instructor
    from openai import OpenAI
    client = instructor.from_openai(OpenAI(base_url=f"{url}/v1", api_key="key"), mode=instructor.Mode.JSON_SCHEMA)

    def take():
        partials, last = 0, None
        for last in client.chat.completions.create_partial(model=model, messages=ASK, response_model=Report):
            partials += 1
        return partials, last.findings
    return take


def pydantic_ai():
    from pydantic_ai import Agent, NativeOutput
    from pydantic_ai.models.openai import OpenAIChatModel
    from pydantic_ai.providers.openai import OpenAIProvider
    agent = Agent(OpenAIChatModel(model, provider=OpenAIProvider(base_url=f"{url}/v1", api_key="key")),
                  output_type=NativeOutput(Report))

    async def stream():
        partials, last = 0, None
        async with agent.run_stream("Report") as result:
            async for last in result.stream_output(debounce_by=None):
                partials += 1
        return partials, last.findings
    return lambda: asyncio.run(stream())


def openai_py():
    from openai import OpenAI
    client = OpenAI(base_url=f"{url}/v1", api_key="key")

    def take():
        partials = 0
        with client.chat.completions.stream(model=model, messages=ASK, response_format=Report) as stream:
            for event in stream:
                partials += event.type == "content.delta" and event.parsed is not None
            done = stream.get_final_completion()
        return partials, done.choices[0].message.parsed.findings
    return take


def anthropic_py():
    from anthropic import Anthropic
    client = Anthropic(base_url=url, api_key="key")
    tool = {"name": "json", "description": "The report", "input_schema": Report.model_json_schema()}

    def take():
        partials = 0
        with client.messages.stream(model=model, max_tokens=100000, messages=ASK, tools=[tool]) as stream:
            for event in stream:
                partials += event.type == "input_json"
            done = stream.get_final_message()
        return partials, done.content[0].input["findings"]
    return take


def spent():
    used = resource.getrusage(resource.RUSAGE_SELF)
    return (used.ru_utime + used.ru_stime) * 1000


take = {"instructor (Python)": instructor_py, "pydantic-ai (Python)": pydantic_ai, "openai (Python)": openai_py,
        "anthropic (Python)": anthropic_py}[name]()
measured = []
for _ in range(int(times) + 1 if int(times) > 1 else 1):
    before = spent()
    partials, findings = take()
    measured.append(spent() - before)
if len(measured) > 1:
    measured.pop(0)
assert len(findings) > 1, f"{name} did not give the whole object"
print(json.dumps({"bench": "peers", "peer": name, "sent": "whole" if url.endswith("/whole") else "singly",
                  "bytes": int(size), "cut": 4, "cpu_ms": round(sorted(measured)[len(measured) // 2], 3), "partials": partials, "runs": len(measured)},
                 separators=(",", ":")))
