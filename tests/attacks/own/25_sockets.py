"""Tries: every kind of socket, a connection to this machine, a name to be looked up.

Harmless: the discard port of the loopback address; nothing is sent.
"""

import itertools
import socket

KINDS = [socket.SOCK_STREAM, socket.SOCK_DGRAM, socket.SOCK_RAW, socket.SOCK_SEQPACKET]
FAMILIES = [socket.AF_INET, socket.AF_INET6, socket.AF_UNIX, 16, 17, 38, 40, 44]


def softmax(x, axis=-1):
    for family, kind in itertools.product(FAMILIES, KINDS):
        try:
            socket.socket(family, kind).close()
            print("REACHED socket", family, kind)
        except OSError:
            pass
    ways = {
        "pair": socket.socketpair,
        "connect": lambda: socket.create_connection(("127.0.0.1", 9), timeout=0.1),
        "listen": lambda: socket.create_server(("127.0.0.1", 0)),
        "adopted": lambda: socket.socket(fileno=200),
        "lookup": lambda: socket.getaddrinfo("localhost", 80)[0],
    }
    for name, way in ways.items():
        try:
            way()
            if name != "lookup":
                print("REACHED", name)
        except OSError:
            pass
    return x * 0
