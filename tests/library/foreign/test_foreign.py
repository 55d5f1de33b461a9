"""What other programs wrote into pictures is read; what strangers wrote there does no harm."""

from __future__ import annotations

import json
import struct
import zlib
from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from imagestudio.core.organisation import Organisation
from imagestudio.core.record import Record
from imagestudio.core.times import from_iso
from imagestudio.library.embedding import with_prompt
from imagestudio.library.exported_record import of_file
from imagestudio.library.foreign.exif import comment_of
from imagestudio.library.foreign.foreign import NOTHING, Foreign
from imagestudio.library.foreign.reading import read_foreign
from imagestudio.library.foreign.xmp import read_xmp
from tests.library.checking import check_picture, work_s
from tests.library.helpers import picture, png_chunk, with_png_chunk

A1111 = (
    'a fox, "red": snow\nsecond line, (quick:1.2)\n\nfourth\n'
    "Negative prompt: blurry, bad\nworse\n"
    "Steps: 20, Sampler: DPM++ 2M Karras, CFG scale: 7.5, Seed: 12345678901, Size: 512x768, Model hash: 879db523c3, "
    'Model: dreamshaper_8, Denoising strength: 0.45, Lora hashes: "add: 1a, more: \\"2b\\"", Hires upscale: 2, '
    'TI hashes: "x, y: z", Version: v1.6.0'
)
SWARM = {
    "sui_image_params": {
        "prompt": "a photo of a cat",
        "negativeprompt": "dog",
        "model": "OfficialStableDiffusion/sd_xl_base_1.0",
        "seed": 1,
        "steps": 20,
        "cfgscale": 7.5,
        "aspectratio": "1:1",
        "width": 1024,
        "height": 768,
        "automaticvae": True,
        "swarm_version": "0.9.5.2",
    },
    "sui_extra_data": {"date": "2025-01-25", "generation_time": "4.84 sec"},
    "sui_models": [{"name": "sd_xl_base_1.0.safetensors", "param": "model", "hash": "0xd7a9"}],
}
INVOKE = {
    "generation_mode": "sdxl_txt2img",
    "positive_prompt": "a lighthouse at dawn",
    "negative_prompt": "fog",
    "width": 1024,
    "height": 1024,
    "seed": 42,
    "steps": 30,
    "cfg_scale": 5,
    "scheduler": "euler",
    "model": {"key": "k", "name": "Juggernaut XL v9", "hash": "blake3:1"},
    "app_version": "5.6.0",
}
MATRIX = {
    "PositivePrompt": "a tin robot",
    "NegativePrompt": "rust",
    "Steps": 25,
    "Sampler": "DPM++ 2M",
    "CfgScale": 5,
    "Seed": 99,
    "Height": 512,
    "Width": 640,
    "ModelHash": "abc",
    "ModelName": "v1-5-pruned",
}
FOOOCUS = {
    "prompt": "an astronaut riding a horse",
    "negative_prompt": "low quality",
    "base_model": "juggernautXL.safetensors",
    "sampler": "dpmpp_2m_sde_gpu",
    "seed": "42",
    "steps": 30,
    "guidance_scale": 4.0,
    "styles": "['Fooocus V2']",
}
GRAPH: dict[str, Any] = {
    "3": {
        "class_type": "KSampler",
        "inputs": {
            "seed": 5,
            "steps": 20,
            "cfg": 8.0,
            "sampler_name": "euler",
            "scheduler": "normal",
            "denoise": 1,
            "model": ["4", 0],
            "positive": ["12", 0],
            "negative": ["7", 0],
            "latent_image": ["5", 0],
        },
    },
    "4": {"class_type": "CheckpointLoaderSimple", "inputs": {"ckpt_name": "sd15\\v1-5-pruned.safetensors"}},
    "5": {"class_type": "EmptyLatentImage", "inputs": {"width": 512, "height": 640, "batch_size": 1}},
    "6": {"class_type": "CLIPTextEncode", "inputs": {"text": "beautiful scenery", "clip": ["4", 1]}},
    "7": {"class_type": "CLIPTextEncode", "inputs": {"text": ["11", 0], "clip": ["4", 1]}},
    "8": {"class_type": "VAEDecode", "inputs": {"samples": ["3", 0], "vae": ["4", 2]}},
    "9": {"class_type": "SaveImage", "inputs": {"filename_prefix": "ComfyUI", "images": ["8", 0]}},
    "10": {"class_type": "CLIPTextEncode", "inputs": {"text": "never used", "clip": ["4", 1]}},
    "11": {"class_type": "PrimitiveString", "inputs": {"value": "watermark"}},
    "12": {"class_type": "ConditioningCombine", "inputs": {"conditioning_1": ["6", 0], "conditioning_2": ["13", 0]}},
    "13": {"class_type": "ControlNetApplyAdvanced", "inputs": {"positive": ["14", 0], "negative": ["7", 0]}},
    "14": {"class_type": "CLIPTextEncodeSDXL", "inputs": {"text_g": "glass bottle", "text_l": "galaxy"}},
}
WORKFLOW = {
    "nodes": [
        {"id": 9, "type": "SaveImage", "inputs": [{"name": "images", "link": 9}], "widgets_values": ["ComfyUI"]},
        {"id": 8, "type": "VAEDecode", "inputs": [{"name": "samples", "link": 7}]},
        {
            "id": 3,
            "type": "KSampler",
            "inputs": [
                {"name": "model", "link": 1},
                {"name": "positive", "link": 4},
                {"name": "negative", "link": 6},
                {"name": "latent_image", "link": 2},
            ],
            "widgets_values": [7, "randomize", 25, 6.5, "dpmpp_2m", "karras", 1],
        },
        {"id": 6, "type": "CLIPTextEncode", "inputs": [{"name": "clip", "link": 3}], "widgets_values": ["a harbour"]},
        {"id": 7, "type": "CLIPTextEncode", "inputs": [{"name": "clip", "link": 5}], "widgets_values": ["text"]},
        {"id": 4, "type": "CheckpointLoaderSimple", "inputs": [], "widgets_values": ["flux.safetensors"]},
        {"id": 5, "type": "EmptyLatentImage", "widgets_values": [768, 512, 1]},
        {"id": 20, "type": "CLIPTextEncode", "mode": 4, "widgets_values": ["bypassed"]},
    ],
    "links": [
        [1, 4, 0, 3, 0, "MODEL"],
        [2, 5, 0, 3, 3, "LATENT"],
        [3, 4, 1, 6, 0, "CLIP"],
        [4, 6, 0, 3, 1, "CONDITIONING"],
        [5, 4, 1, 7, 0, "CLIP"],
        [6, 7, 0, 3, 2, "CONDITIONING"],
        [7, 3, 0, 8, 0, "LATENT"],
        [9, 8, 0, 9, 0, "IMAGE"],
    ],
}


def png(**texts: str) -> bytes:
    """A PNG with these texts; `_` in a keyword stands for itself, `__` for a hyphen."""
    content = picture()
    for keyword, text in reversed(texts.items()):
        name = keyword.replace("__", "-").encode()
        content = with_png_chunk(content, b"iTXt", name + b"\0\0\0\0\0" + text.encode("utf-8", "surrogatepass"))
    return content


def tiff(entries: dict[int, bytes], inner: dict[int, bytes] | None = None, order: str = ">") -> bytes:
    """A block of EXIF with texts, and a directory inside of it."""
    place = 8 + 2 + 12 * (len(entries) + (inner is not None)) + 4
    block, behind = b"", b""
    for tag, value in sorted(entries.items()):
        block += struct.pack(f"{order}HHII", tag, 2, len(value), place + len(behind))
        behind += value + bytes(4)
    if inner is not None:
        block += struct.pack(f"{order}HHII", 0x8769, 4, 1, place + len(behind))
        inside = place + len(behind) + 2 + 12 * len(inner) + 4
        directory, values = struct.pack(f"{order}H", len(inner)), b""
        for tag, value in sorted(inner.items()):
            kind = 7 if tag == 0x9286 else 2
            directory += struct.pack(f"{order}HHII", tag, kind, len(value), inside + len(values))
            values += value
        behind += directory + bytes(4) + values
    head = (b"II*\0" if order == "<" else b"MM\0*") + struct.pack(f"{order}I", 8)
    return head + struct.pack(f"{order}H", len(entries) + (inner is not None)) + block + bytes(4) + behind


def with_exif(format_: str, block: bytes) -> bytes:
    out = BytesIO()
    Image.new("RGB", (8, 8)).save(out, format_, exif=b"Exif\0\0" + block)
    return out.getvalue()


def with_xmp(packet: str) -> bytes:
    return png(**{"XML:com.adobe.xmp": packet})


def test_the_text_of_a1111_is_parsed_by_its_own_rule() -> None:
    told = read_foreign(png(parameters=A1111))
    assert told.program == "AUTOMATIC1111"
    assert told.prompt == 'a fox, "red": snow\nsecond line, (quick:1.2)\n\nfourth'
    assert told.model == "dreamshaper_8"
    assert dict(told.parameters) == {
        "steps": 20,
        "sampler": "DPM++ 2M Karras",
        "cfg_scale": "7.5",
        "seed": 12345678901,
        "size": "512x768",
        "model_hash": "879db523c3",
        "denoising_strength": "0.45",
        "lora_hashes": 'add: 1a, more: "2b"',
        "hires_upscale": 2,
        "ti_hashes": "x, y: z",
        "negative_prompt": "blurry, bad\nworse",
    }


@pytest.mark.parametrize(
    ("text", "prompt", "parameters"),
    [
        ("only a prompt", "only a prompt", 0),
        ("a sign that says Steps: 3, Seed: 4", "a sign that says Steps: 3, Seed: 4", 0),  # two pairs are no settings
        ("Steps: 20, Sampler: Euler, Seed: 1", "", 3),
        ("p\nSteps: 20, Sampler: Euler, Seed: 1\nTemplate: {a|b}", "p", 3),  # of the dynamic prompts extension
        ("p\r\nNegative prompt: n\r\nSteps: 20, Sampler: Euler, Seed: 1", "p", 4),
        ('{"json": "prompt"}\nSteps: 20, Sampler: Euler, Seed: 1', '{"json": "prompt"}', 3),
        ('p\nSteps: 20, Odd: "never closed, Sampler: Euler, Seed: 1', "p", 4),
    ],
)
def test_infotexts_of_many_shapes(text: str, prompt: str, parameters: int) -> None:
    told = read_foreign(png(parameters=text))
    assert (told.prompt, len(told.parameters)) == (prompt, parameters)


@pytest.mark.parametrize(
    ("version", "program"),
    [
        ("Version: f2.0.1v1.10.1", "Forge"),
        ("Version: ComfyUI", "ComfyUI"),
        ("App: SD.Next", "SD.Next"),
        ("Software: imagestudio 1.0", "Image Studio"),
        ("Version: v1.10.0", "AUTOMATIC1111"),
    ],
)
def test_the_program_is_known_by_what_it_calls_itself(version: str, program: str) -> None:
    told = read_foreign(png(parameters=f"p\nSteps: 2, Sampler: Euler, Seed: 1, {version}"))
    assert (told.program, dict(told.parameters)) == (program, {"steps": 2, "sampler": "Euler", "seed": 1})


def test_invokeai_goes_before_everything_but_ours() -> None:
    told = read_foreign(png(parameters=A1111, invokeai_metadata=json.dumps(INVOKE)))
    assert (told.program, told.prompt, told.model) == ("InvokeAI", "a lighthouse at dawn", "Juggernaut XL v9")
    assert told.parameters["size"] == "1024x1024"
    assert (told.parameters["seed"], told.parameters["negative_prompt"]) == (42, "fog")


def test_swarmui_writes_json_where_others_have_text() -> None:
    for told in (
        read_foreign(png(parameters=json.dumps(SWARM, indent=2))),
        read_foreign(with_exif("JPEG", tiff({}, {0x9286: b"UNICODE\0" + json.dumps(SWARM).encode("utf-16-le")}, "<"))),
    ):
        assert (told.program, told.prompt) == ("SwarmUI", "a photo of a cat")
        assert told.model == "OfficialStableDiffusion/sd_xl_base_1.0"
        assert told.parameters["size"] == "1024x768"
        assert told.parameters["cfg_scale"] == "7.5"
        assert told.parameters["automaticvae"] == "yes"
        assert told.made is None  # a day is less than the file knows


def test_stability_matrix_and_fooocus() -> None:
    alone = read_foreign(png(parameters__json=json.dumps(MATRIX)))
    assert (alone.program, alone.prompt, alone.model) == ("StabilityMatrix", "a tin robot", "v1-5-pruned")
    assert alone.parameters["size"] == "640x512"
    both = read_foreign(png(parameters=A1111, parameters__json=json.dumps(MATRIX), smproj="{}"))
    assert (both.program, both.model) == ("StabilityMatrix", "dreamshaper_8")
    described = read_foreign(with_exif("WEBP", tiff({0x010E: json.dumps(MATRIX).encode() + b"\0"})))
    assert described.prompt == "a tin robot"
    fooocus = read_foreign(png(parameters=json.dumps(FOOOCUS), fooocus_scheme="fooocus"))
    assert (fooocus.program, fooocus.prompt, fooocus.model) == (
        "Fooocus",
        "an astronaut riding a horse",
        "juggernautXL",
    )
    assert fooocus.parameters["seed"] == 42


def test_comfyui_follows_the_sampler_of_what_was_saved() -> None:
    told = read_foreign(png(prompt=json.dumps(GRAPH), workflow=json.dumps(WORKFLOW)))
    assert (told.program, told.model) == ("ComfyUI", "v1-5-pruned")
    assert told.prompt == "beautiful scenery\nglass bottle\ngalaxy"
    assert dict(told.parameters) == {
        "size": "512x640",
        "seed": 5,
        "steps": 20,
        "cfg": "8",
        "sampler_name": "euler",
        "scheduler": "normal",
        "denoise": 1,
        "negative_prompt": "watermark",
    }


def test_comfyui_is_read_from_the_graph_of_its_window_too() -> None:
    told = read_foreign(png(workflow=json.dumps(WORKFLOW)))
    assert (told.prompt, told.model) == ("a harbour", "flux")
    assert told.parameters["negative_prompt"] == "text"
    assert (told.parameters["seed"], told.parameters["steps"], told.parameters["size"]) == (7, 25, "768x512")


def test_comfyui_with_a_guider_and_without_any_sampler() -> None:
    flux = {
        "1": {"class_type": "SamplerCustomAdvanced", "inputs": {"guider": ["2", 0], "noise": ["3", 0]}},
        "2": {"class_type": "BasicGuider", "inputs": {"conditioning": ["4", 0], "model": ["6", 0]}},
        "3": {"class_type": "RandomNoise", "inputs": {"noise_seed": 77}},
        "4": {"class_type": "FluxGuidance", "inputs": {"conditioning": ["5", 0], "guidance": 3.5}},
        "5": {"class_type": "CLIPTextEncode", "inputs": {"text": "a paper boat"}},
        "6": {"class_type": "UNETLoader", "inputs": {"unet_name": "flux1-dev.safetensors"}},
        "7": {"class_type": "SaveImage", "inputs": {"images": ["1", 0]}},
    }
    told = read_foreign(png(prompt=json.dumps(flux)))
    assert (told.prompt, told.model, told.parameters["noise_seed"]) == ("a paper boat", "flux1-dev", 77)
    odd = {"1": {"class_type": "MyTextNode", "inputs": {"text": "words"}}, "2": {"class_type": "X", "inputs": {}}}
    assert read_foreign(png(prompt=json.dumps(odd))).prompt == "words"


def test_comfyui_hides_its_graph_in_the_cameras_name() -> None:
    block = tiff(
        {0x010F: b"workflow:" + json.dumps(WORKFLOW).encode(), 0x0110: b"prompt:" + json.dumps(GRAPH).encode()}
    )
    assert read_foreign(with_exif("WEBP", block)).prompt in ("a harbour", "beautiful scenery\nglass bottle\ngalaxy")


@pytest.mark.parametrize("text", ["a fox", "狐と雪の森、夜明け", "лиса в снегу", "🦊 in the snow"])
@pytest.mark.parametrize(
    ("order", "encoding"), [(">", "utf-16-be"), ("<", "utf-16-le"), (">", "utf-16-le"), ("<", "utf-16-be")]
)
def test_a_comment_in_unicode_is_read_in_either_order(text: str, order: str, encoding: str) -> None:
    whole = f"{text}\nSteps: 1, Size: 8x8, Seed: 3"
    for format_ in ("JPEG", "WEBP"):
        told = read_foreign(with_exif(format_, tiff({}, {0x9286: b"UNICODE\0" + whole.encode(encoding)}, order)))
        assert told.prompt == text


def test_comments_in_other_encodings() -> None:
    assert comment_of(b"ASCII\0\0\0plain\0\0", ">") == "plain"
    assert comment_of(b"JIS\0\0\0\0\0" + "狐".encode("iso2022_jp"), ">") == "狐"
    assert comment_of(b"JIS\0\0\0\0\0" + "狐".encode("shift_jis"), ">") == "狐"
    assert comment_of(bytes(8) + b"undefined", ">") == "undefined"
    assert comment_of(bytes(8) + "ab".encode("utf-16-le"), "<") == "ab"
    assert comment_of(b"UNICODE\0" + "\ufefffox".encode("utf-16-le"), ">") == "fox"
    assert comment_of(b"UNICODE\0said in UTF-8: f\xc3\xbc", ">") == "said in UTF-8: fü"
    assert comment_of(b"no prefix at all", ">") == "no prefix at all"
    assert comment_of(b"ASCII\0\0\0caf\xe9", ">") == "café"
    assert comment_of(b"UNICODE\0", ">") == comment_of(b"", ">") == comment_of(b"ASCII\0\0\0   \0", ">") == ""


def test_xmp_tells_the_prompt_in_the_words_of_iptc() -> None:
    packet = """<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
      <rdf:Description xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
        xmp:CreatorTool="Pixel Loom 3" xmp:Rating="4" Iptc4xmpExt:AISystemUsed="loom-xl">
        <Iptc4xmpExt:AIPromptInformation><rdf:Alt><rdf:li xml:lang="x-default">a &lt;red&gt; kite</rdf:li></rdf:Alt>
        </Iptc4xmpExt:AIPromptInformation><xmp:CreateDate>2024-05-06T07:08:09Z</xmp:CreateDate>
      </rdf:Description></rdf:RDF></x:xmpmeta>"""
    told = read_foreign(with_xmp(packet))
    assert (told.prompt, told.model, told.program, told.rating) == ("a <red> kite", "loom-xl", "Pixel Loom 3", 4)
    assert told.made == from_iso("2024-05-06T07:08:09Z")


def test_a_description_is_a_prompt_only_of_what_an_algorithm_made() -> None:
    packet = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description
      xmlns:e="http://iptc.org/std/Iptc4xmpExt/2008-02-29/" xmlns:dc="http://purl.org/dc/elements/1.1/" %s>
      <dc:description>at the sea</dc:description></rdf:Description></rdf:RDF>"""
    assert not read_foreign(with_xmp(packet % "")).tells
    source = 'e:DigitalSourceType="http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"'
    assert read_foreign(with_xmp(packet % source)).prompt == "at the sea"


def test_old_kinds_of_png_texts() -> None:
    latin = with_png_chunk(picture(), b"tEXt", b"parameters\0caf\xe9\nSteps: 1, Size: 8x8, Seed: 3")
    utf8 = with_png_chunk(picture(), b"tEXt", "parameters\0café 狐\nSteps: 1, Size: 8x8, Seed: 3".encode())
    packed = with_png_chunk(
        picture(), b"zTXt", b"parameters\0\0" + zlib.compress(b"packed\nSteps: 1, Size: 8x8, Seed: 3")
    )
    assert [read_foreign(content).prompt for content in (latin, utf8, packed)] == ["café", "café 狐", "packed"]


def test_a_chunk_behind_the_pixels_is_read_too() -> None:
    chunk = png_chunk(b"tEXt", b"parameters\0behind\nSteps: 1, Size: 8x8, Seed: 3")
    content = picture()
    assert read_foreign(content[:-12] + chunk + content[-12:]).prompt == "behind"


def _record() -> Record:
    return Record(
        id="20261121-101112-0a1b2c3d",
        time=from_iso("2026-11-21T10:11:12.345678Z"),
        path="originals/2026/11/20261121-101112-0a1b2c3d.png",
        sha256="0" * 64,
        size_bytes=1,
        media_type="image/png",
        width=48,
        height=32,
        provider="aimlapi",
        model="openai/gpt-image-1",
        prompt='a fox, "red"\nin the snow 狐',
        parameters={"size": "1024x1024", "quality": "high", "output_format": "png"},
        duration_ms=1234,
        organisation=Organisation(rating=3, tags=("fox",), note="n"),
    )


@pytest.mark.parametrize("format_", ["PNG", "JPEG", "WEBP"])
def test_what_we_write_ourselves_is_read_back_whole(format_: str) -> None:
    record = _record()
    content = b"".join(with_prompt(picture(format_), record))
    told = read_foreign(content)
    facts = check_picture(content)
    assert told.record is not None
    assert of_file(told.record, facts, "x") == of_file(record, facts, "x")


@pytest.mark.parametrize("format_", ["PNG", "JPEG", "WEBP"])
def test_our_text_for_others_is_read_by_the_same_rule(format_: str) -> None:
    content = b"".join(with_prompt(picture(format_), _record())).replace(b"imagestudio", b"somebodyels")
    told = read_foreign(content)
    assert told.record is None
    assert (told.prompt, told.model) == (_record().prompt, "openai/gpt-image-1")
    assert told.parameters["quality"] == "high"
    assert "steps" not in told.parameters


_DEEP = '{"a":' * 100_000 + "1" + "}" * 100_000
_BILLION = (
    '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    '<x:xmpmeta xmlns:x="adobe:ns:meta/">&b;</x:xmpmeta>'
)


@pytest.mark.parametrize(
    "content",
    [
        png(invokeai_metadata=_DEEP, parameters=_DEEP, prompt=_DEEP, workflow=_DEEP, imagestudio=_DEEP),
        png(prompt=json.dumps({"1": {"class_type": "KSampler", "inputs": {"positive": ["1", 0], "model": ["1", 0]}}})),
        png(prompt='{"1": {"class_type": {}, "inputs": {"text": [[], {}]}}, "2": [], "3": {"inputs": null}}'),
        png(workflow='{"nodes": [null, {"id": {}, "type": [], "inputs": {}}], "links": [[], 5, [1]]}'),
        png(parameters='{"sui_image_params": [1, 2]}'),
        png(parameters='{"sui_image_params": {"prompt": {"a": 1}, "seed": 1e400, "steps": NaN, "width": -5}}'),
        png(invokeai_metadata='{"positive_prompt": [], "model": {"name": {}}, "seed": ' + "9" * 4000 + "}"),
        png(invokeai_metadata='{"seed": ' + "9" * 5000 + "}"),
        png(imagestudio='{"imagestudio": 1, "id": 5, "created_at": "x"}'),
        png(**{"XML:com.adobe.xmp": _BILLION}),
        png(**{"XML:com.adobe.xmp": "<a>" * 100_000}),
        with_png_chunk(picture(), b"zTXt", b"parameters\0\0" + zlib.compress(bytes(50_000_000))),
        with_png_chunk(picture(), b"zTXt", b"parameters\0\0broken"),
        with_png_chunk(picture(), b"eXIf", b"MM\0*\xff\xff\xff\xff"),
        with_png_chunk(picture(), b"eXIf", b"II*\0\x08\0\0\0\xff\xff" + bytes(2000)),
        with_png_chunk(picture(), b"eXIf", tiff({}, {0x9286: b"UNICODE\0"})[:40]),
        with_exif("JPEG", b"no tiff at all"),
    ],
)
@pytest.mark.filterwarnings("ignore::UserWarning")
def test_what_is_hostile_tells_nothing_and_takes_no_time(content: bytes) -> None:
    told = read_foreign(content)
    assert work_s(lambda: read_foreign(content)) < 2
    assert not told.prompt
    assert told.record is None


@pytest.mark.parametrize(
    "line",
    [
        "a" * 190_000,
        "aa: " * 45_000,
        'aa: "' * 38_000,
        'aa: "\\' * 30_000,
        "aa " * 60_000 + ":",
        " " * 190_000,
        "Steps: 1, " * 19_000,
        '"' * 190_000,
    ],
)
def test_no_text_takes_long_to_parse(line: str) -> None:
    content = png(parameters=f"p\n{line}")
    told = read_foreign(content)
    assert work_s(lambda: read_foreign(content)) < 2
    assert len(told.parameters) <= 100


def test_texts_are_kept_clean_and_bounded() -> None:
    told = read_foreign(png(parameters="a\0b\x1b[31mc\u2028d" + "x" * 300_000))
    assert told.prompt.startswith("ab[31mc")
    assert len(told.prompt) == 100_000
    half = read_foreign(png(invokeai_metadata='{"positive_prompt": "half \\ud83e fox", "model": "m\\n\\u0000n"}'))
    assert (half.prompt, half.model) == ("half  fox", "m n")
    half.prompt.encode()
    many = json.dumps({"sui_image_params": {f"name {n}": "v" * 9000 for n in range(300)}})
    parameters = read_foreign(png(parameters=many)).parameters
    assert len(parameters) == 100
    assert max(len(str(value)) for value in parameters.values()) <= 2000


def test_a_picture_that_says_nothing_says_nothing() -> None:
    assert read_foreign(picture()) == NOTHING == Foreign()
    assert not read_foreign(b"no picture").tells
    assert read_xmp(b"") == {}


def test_a_price_from_elsewhere_is_believed_within_reason() -> None:
    for cost, kept in (("0.04", True), ("-5", False), ("99999999", False)):
        data = _record().to_data() | {"cost_usd": cost}
        told = read_foreign(png(imagestudio=json.dumps(data)))
        assert told.record is not None
        assert (told.record.cost is not None) is kept
    assert replace(_record(), cost=None) == _record()
