"""ComfyUI's graphs: the texts that lead to the picture are its prompt. Nothing of a graph is ever run."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from typing import Any

from imagestudio.library.foreign.foreign import Foreign, json_object, model_name, parameters_of, text_of, with_size

COMFY = "ComfyUI"

_MOST_NODES = 5_000
_MOST_STEPS = 5_000
_MOST_TEXTS = 20
_TEXTS = ("text", "text_g", "text_l", "t5xxl", "clip_l", "prompt", "string", "value", "populated_text", "text_positive")
_MODELS = ("ckpt_name", "unet_name", "model_name", "base_ckpt_name", "checkpoint")
_SETTINGS = ("seed", "noise_seed", "steps", "cfg", "guidance", "sampler_name", "scheduler", "denoise")
_NOT_FOR_TEXT = frozenset({"clip", "model", "vae", "image", "images", "samples", "latent_image", "control_net", "mask"})

# What the widgets of the usual nodes mean, in their order, where only the graph of the window is there.
_WIDGETS: Mapping[str, tuple[str, ...]] = {
    "KSampler": ("seed", "", "steps", "cfg", "sampler_name", "scheduler", "denoise"),
    "KSamplerAdvanced": ("", "noise_seed", "", "steps", "cfg", "sampler_name", "scheduler"),
    "CheckpointLoaderSimple": ("ckpt_name",),
    "UNETLoader": ("unet_name",),
    "EmptyLatentImage": ("width", "height"),
    "EmptySD3LatentImage": ("width", "height"),
    "RandomNoise": ("noise_seed",),
    "KSamplerSelect": ("sampler_name",),
    "BasicScheduler": ("scheduler", "steps", "denoise"),
    "FluxGuidance": ("guidance",),
    "CLIPTextEncodeFlux": ("clip_l", "t5xxl", "guidance"),
}


class _Node:
    """One node: its kind, its own values, and which nodes its inputs come from."""

    __slots__ = ("kind", "links", "values")

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self.values: dict[str, Any] = {}
        self.links: dict[str, str] = {}


_Graph = dict[str, _Node]


def read_comfy_prompt(text: str) -> Foreign | None:
    """The graph as it was sent: nodes by number, with `class_type` and `inputs`."""
    data = json_object(text)
    return None if data is None else _read(_graph_of_prompt(data))


def read_comfy_workflow(text: str) -> Foreign | None:
    """The graph as it stood in the window: a list of nodes with the values of their widgets, and a list of links."""
    data = json_object(text)
    return None if data is None else _read(_graph_of_workflow(data))


def _graph_of_prompt(data: Mapping[str, Any]) -> _Graph:
    graph: _Graph = {}
    for name, node in list(data.items())[:_MOST_NODES]:
        if not isinstance(node, dict) or not isinstance(node.get("inputs"), dict):
            continue
        made = graph[name] = _Node(str(node.get("class_type", "")))
        for key, value in node["inputs"].items():
            if _is_link(value):
                made.links[str(key)] = str(value[0])
            else:
                made.values[str(key)] = value
    return graph


def _is_link(value: object) -> bool:
    return isinstance(value, list) and len(value) == 2 and isinstance(value[0], str | int)


def _graph_of_workflow(data: Mapping[str, Any]) -> _Graph:
    graph: _Graph = {}
    origins = _origins(data.get("links"))
    nodes = data.get("nodes")
    for node in nodes[:_MOST_NODES] if isinstance(nodes, list) else ():
        if not isinstance(node, dict) or node.get("mode") in (2, 4):  # muted or bypassed
            continue
        made = graph[str(node.get("id"))] = _Node(str(node.get("type", "")))
        inputs = node.get("inputs")
        for slot in inputs if isinstance(inputs, list) else ():
            if isinstance(slot, dict) and (origin := origins.get(str(slot.get("link")))) is not None:
                made.links[str(slot.get("name"))] = origin
        _put_widgets(made, node.get("widgets_values"))
    return graph


def _origins(links: object) -> dict[str, str]:
    """Which node each link comes from."""
    found: dict[str, str] = {}
    for link in links if isinstance(links, list) else ():
        if isinstance(link, list) and len(link) >= 2:
            found[str(link[0])] = str(link[1])
        elif isinstance(link, dict):
            found[str(link.get("id"))] = str(link.get("origin_id"))
    return found


def _put_widgets(node: _Node, values: object) -> None:
    if isinstance(values, dict):
        node.values.update((str(name), value) for name, value in values.items())
    elif isinstance(values, list):
        names = _WIDGETS.get(node.kind)
        if names is None:
            texts = [value for value in values if isinstance(value, str)]
            lower = node.kind.lower()
            names = ("text",) if texts and ("text" in lower or "string" in lower or "prompt" in lower) else ()
            values = texts
        node.values.update((name, value) for name, value in zip(names, values, strict=False) if name)


def _read(graph: _Graph) -> Foreign | None:
    """From the sampler nearest to what was saved to the texts and the model that went into it."""
    if not graph:
        return None
    sampler = _sampler(graph)
    prompt, negative = "", ""
    if sampler is not None:
        prompt = _text_from(graph, _first_link(graph, sampler, "positive", "conditioning"))
        negative = _text_from(graph, _first_link(graph, sampler, "negative"))
    if not prompt:
        prompt = _join(text for node in graph.values() if _is_text_node(node) for text in _texts(node))
    near = list(_upstream(graph, sampler)) if sampler is not None else []
    nodes = [*near, *graph.values()]
    pairs: list[tuple[object, object]] = [(name, _first_value(nodes, name)) for name in _SETTINGS]
    size = next((node for node in nodes if "latent" in node.kind.lower() and "width" in node.values), None)
    if size is not None:
        pairs = with_size(pairs, size.values.get("width"), size.values.get("height"))
    model = next((value for name in _MODELS if (value := _first_value(nodes, name))), "")
    found = Foreign(COMFY, prompt, model_name(model), parameters_of([*pairs, ("negative_prompt", negative)]))
    return found if found.tells else None


def _sampler(graph: _Graph) -> str | None:
    """The sampler nearest to a node that saves, else any."""
    saving = [name for name, node in graph.items() if "save" in node.kind.lower() or "preview" in node.kind.lower()]
    seen: set[str] = set()
    waiting = deque(saving)
    while waiting and len(seen) < _MOST_STEPS:
        name = waiting.popleft()
        if name in seen or name not in graph:
            continue
        seen.add(name)
        if _is_sampler(graph[name]):
            return name
        waiting.extend(graph[name].links.values())
    return next((name for name, node in graph.items() if _is_sampler(node)), None)


def _is_sampler(node: _Node) -> bool:
    return ("positive" in node.links and "ontrol" not in node.kind) or "guider" in node.links


def _first_link(graph: _Graph, name: str, *wanted: str) -> str | None:
    """Where the sampler's texts come from: its own input, or its guider's."""
    links = graph[name].links
    guider = graph.get(links.get("guider", ""))
    for some in (links, guider.links if guider is not None else {}):
        for key in wanted:
            if key in some:
                return some[key]
    return None


def _text_from(graph: _Graph, start: str | None) -> str:
    """The texts behind one input, those nearest first."""
    texts: list[str] = []
    seen: set[str] = set()
    waiting = deque([start] if start is not None else ())
    while waiting and len(seen) < _MOST_STEPS and len(texts) < _MOST_TEXTS:
        name = waiting.popleft()
        node = graph.get(name)
        if name in seen or node is None:
            continue
        seen.add(name)
        texts.extend(_texts(node))
        links = [(key, origin) for key, origin in node.links.items() if key not in _NOT_FOR_TEXT]
        if any(key == "positive" for key, _ in links):  # a control net between has both
            links = [(key, origin) for key, origin in links if key != "negative"]
        waiting.extend(origin for _, origin in links)
    return _join(texts)


def _upstream(graph: _Graph, start: str) -> Iterator[_Node]:
    """A node and everything that goes into it, the nearest first."""
    seen: set[str] = set()
    waiting = deque([start])
    while waiting and len(seen) < _MOST_STEPS:
        name = waiting.popleft()
        if name in seen or name not in graph:
            continue
        seen.add(name)
        yield graph[name]
        waiting.extend(graph[name].links.values())


def _texts(node: _Node) -> list[str]:
    found = (node.values.get(name) for name in _TEXTS)
    return [text for value in found if (text := text_of(value))]


def _is_text_node(node: _Node) -> bool:
    lower = node.kind.lower()
    return "text" in lower or "prompt" in lower or "string" in lower


def _first_value(nodes: list[_Node], name: str) -> object:
    values = (node.values[name] for node in nodes if name in node.values)
    return next((value for value in values if isinstance(value, str | int | float)), None)


def _join(texts: Any) -> str:
    return text_of("\n".join(list(dict.fromkeys(texts))[:_MOST_TEXTS]))
