"""The tests' service behind TLS: python packaging/linux/tls_service.py CERTIFICATE KEY PICTURE

For packaging/linux/verify. Prints its address and the API key it wants, then answers until its standard input ends.
"""

from __future__ import annotations

import ssl
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.server import KEY, ServiceServer
from tests.wire import Origin


def main(certificate: str, key: str, picture: str) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    with ServiceServer() as service:
        service.give(Path(picture).read_bytes())
        origin = Origin(service.answer, tls=context)
        origin.start()
        print(origin.url, KEY, flush=True)
        sys.stdin.read()
        origin.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
