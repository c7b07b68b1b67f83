"""The API, to read without any other site: every operation, its parameters and its answers."""

import json
from typing import Any

from litestar import Response, get

from governance.sentences import say
from governance.web.access import PageRequest
from governance.web.caching import cached
from governance.web.frames import frame, page

METHODS = ("get", "post", "put", "patch", "delete")


@get("/api", include_in_schema=False)
async def show_schema(request: PageRequest) -> Response[bytes]:
    """Show the API by tag; reads can be tried from here."""
    schema = request.app.openapi_schema.to_schema()
    chrome = await frame(request, say("Data and API"))
    tags: dict[str, list[dict[str, Any]]] = {}
    for path, operations in sorted(schema["paths"].items()):
        for method, operation in operations.items():
            if method in METHODS:
                tag = (operation.get("tags") or ["other"])[0]
                tags.setdefault(tag, []).append(_shown(path, method, operation))
    return cached(page("schema.html", chrome, tags=sorted(tags.items())), timeless=True)


def _shown(path: str, method: str, operation: dict[str, Any]) -> dict[str, Any]:
    wish = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
    return {
        "path": path,
        "method": method.upper(),
        "id": operation["operationId"],
        "text": operation.get("description") or operation.get("summary", ""),
        "parameters": operation.get("parameters", []),
        "wish": json.dumps(wish.get("schema"), indent=1) if wish else "",
        "answers": sorted(operation.get("responses", {})),
        "try_it": method == "get" and "{" not in path.replace("{slug}", ""),
    }
